#!/usr/bin/env bats
# Every script of the repository, read by shellcheck.

bats_require_minimum_version 1.5.0

setup() {
  here=$BATS_TEST_DIRNAME
  # shellcheck source=lib/programs.sh
  source "$here/lib/programs.sh"
  install_python
  cd "$here/../.." || return
}

# Files that say so in their first line: parts of a script in a comment for shellcheck.
scripts() {
  find . \( -name target -o -name .git -o -name node_modules \) -prune -o -type f -size -200k -print |
    while read -r file; do
      case $(head -c 64 "$file" | tr -d '\0' | head -n 1) in
        '#!'*bash | '#!'*/sh | '#!'*bats | '# shellcheck shell='*) printf '%s\n' "$file" ;;
      esac
    done
}

@test "every script is found" {
  local expected found
  found=$(scripts)
  for expected in ./.ci/run ./k8s/up ./k8s/lib/openbao.sh ./src/setup/vault/apply.sh ./src/stage/real ./src/cluster/fakes/kubectl; do
    grep -qxF "$expected" <<<"$found" || { echo "not found: $expected" >&2 && return 1; }
  done
}

@test "shellcheck has nothing to say" {
  # SC2329: a function that only a trap calls. No name has a space.
  # shellcheck disable=SC2046
  run "$PYTHON/bin/shellcheck" --external-sources --source-path=SCRIPTDIR --exclude=SC2329 $(scripts)
  [ "$status" -eq 0 ] || { printf '%s\n' "$output" >&2 && return 1; }
}

@test "a fault is seen" {
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nrm $1\n' >"$BATS_TEST_TMPDIR/faulty"
  run "$PYTHON/bin/shellcheck" "$BATS_TEST_TMPDIR/faulty"
  [ "$status" -eq 1 ]
}
