# shellcheck shell=bash disable=SC2154 # bats sets status and output
# For up.bats and down.bats: a PATH with the fakes and what a shell needs, an empty home, and words to ask with.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  export FAKE_HOME=$BATS_TEST_DIRNAME/fakes FAKES=$BATS_TEST_TMPDIR/fakes
  export TMPDIR=$BATS_TEST_TMPDIR/tmp HOME=$BATS_TEST_TMPDIR/home
  export PRECINCT99_PATIENCE=60 PRECINCT99_PAUSE=0 PRECINCT99_CLUSTER=precinct99
  mkdir -p "$FAKES" "$TMPDIR" "$HOME" "$BATS_TEST_TMPDIR/bin"
  bin=$BATS_TEST_TMPDIR/bin
  ln -s "$FAKE_HOME"/{kind,docker,java,curl,kubectl} "$bin"
  local program
  for program in bash env awk sed grep base64 openssl tr cat mktemp rm mkdir touch dirname readlink sleep head; do
    ln -s "$(command -v "$program")" "$bin"
  done
  : >"$FAKES/calls"
  : >"$FAKES/changes"
}

up() { PATH=$bin run "$root/k8s/up"; }
down() { PATH=$bin run "$root/k8s/down" "$@"; }
# fails_with <fault> <what is said> <what to do next>
fails_with() {
  FAULT=$1 up
  [ "$status" -eq 1 ]
  says "$2"
  says "next: $3"
}
says() { [[ $output == *"$1"* ]] || { printf 'missing: %s\nin: %s\n' "$1" "$output" >&2 && return 1; }; }
called() { grep -q -- "$1" "$FAKES/calls" || { printf 'not called: %s\n' "$1" >&2 && return 1; }; }
not_called() { ! grep -q -- "$1" "$FAKES/calls" || { printf 'called: %s\n' "$1" >&2 && return 1; }; }
# in_order <patterns…>: each called after the one before
in_order() {
  local last=0 line pattern
  for pattern in "$@"; do
    line=$(grep -n -m 1 -- "$pattern" "$FAKES/calls" | cut -d: -f1)
    [[ $line && $line -gt $last ]] || { printf 'not in order: %s\n' "$pattern" >&2 && return 1; }
    last=$line
  done
}
