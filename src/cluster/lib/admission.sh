# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # src/cluster/check reads all of these files
# What the API server says to every object and to every pod.

FOREIGN_NAMESPACES=(cert-manager) # of others, there before ours

apply_definitions() {
  # They warn about formats of theirs; a mistake would stop this.
  k apply --server-side --filename="$DEFINITIONS" >/dev/null 2>"$WORK/definitions" || {
    cat "$WORK/definitions" >&2
    exit 2
  }
  until_established
  local namespace
  for namespace in "${FOREIGN_NAMESPACES[@]}"; do k create namespace "$namespace" >/dev/null; done
}

# kubectl wait stumbles over a definition that has no conditions yet.
until_established() {
  local end=$((SECONDS + 60)) answer
  until answer=$(k wait --for=condition=Established --timeout=30s customresourcedefinitions --all 2>&1); do
    ((SECONDS < end)) || { printf '%s\n' "$answer" >&2 && exit 2; }
    sleep 0.2
  done
}

take_apart() {
  local connections=$PARTS/connections.tsv
  known_kinds >"$PARTS/kinds"
  cp "$CONNECTIONS" "$connections"
  [[ ! -e $overlay/connections.tsv ]] || cat "$overlay/connections.tsv" >>"$connections"
  "$PYTHON/bin/python" "$here/parts.py" "$PARTS/rendered.yaml" "$PARTS/kinds" "$connections" "$PARTS"
  local file definitions
  definitions=$(grep -c '^kind: CustomResourceDefinition' "$PARTS/definitions.yaml" || true)
  for file in definitions namespaces rights; do
    [[ $(<"$PARTS/$file.yaml") == *kind:* ]] || continue
    # What cannot be applied is named by the dry run.
    k apply --server-side --filename="$PARTS/$file.yaml" >/dev/null 2>&1 || true
  done
  [[ $definitions -eq 0 ]] || {
    until_established
    known_kinds >"$PARTS/kinds"
    "$PYTHON/bin/python" "$here/parts.py" "$PARTS/rendered.yaml" "$PARTS/kinds" "$connections" "$PARTS"
  }
}
known_kinds() { k api-resources --no-headers --cached=false | awk '{ print $(NF - 2), $NF }'; }

# The next overlay must not live on the rights of this one.
take_back() {
  [[ $(<"$PARTS/rights.yaml") != *kind:* ]] || k delete --ignore-not-found --wait=false --filename="$PARTS/rights.yaml" >/dev/null 2>&1 || true
}

# try <what> <folder> <verb…>: every file of the folder in a dry run; each refusal and each warning is a finding
try() {
  local what=$1 folder=$2 count passed line found=0
  shift 2
  count=$(find "$folder" -name '*.json' | wc -l)
  [[ $count -gt 0 ]] || return 0
  k "$@" --dry-run=server --filename="$folder" >"$PARTS/passed" 2>"$PARTS/refused" || true
  passed=$(grep -c 'server dry run' "$PARTS/passed" || true)
  right "$passed"
  while IFS= read -r line; do
    # A workload's pods are tried themselves.
    [[ $line != 'Warning: would violate PodSecurity'* ]] || continue
    [[ -n $line && $line != \ * ]] || continue
    wrong "$(sed -E 's/^Error from server:? ?//; s/error when creating "[^"]*": //' <<<"$line")"
    found=$((found + 1))
  done <"$PARTS/refused"
  ((passed + found >= count)) || wrong "$what: $((count - passed)) of $count were not accepted, and only $found of them named"
}

check_objects() {
  local group kind object reason name
  while read -r group kind object; do
    reason=$(awk -F '\t' -v group="$group" '$2 == "-" && $3 == group { print $4 }' "$here/definitions.tsv")
    if [[ -n $reason ]]; then
      not_proven "$kind $object: $reason"
    else
      wrong "$kind $object: nobody knows this kind of $group"
    fi
  done <"$PARTS/unknown"
  while read -r name; do wrong "the namespace $name has no level of Pod Security"; done <"$PARTS/unlevelled"
  try 'the objects' "$PARTS/objects" apply --server-side --validate=strict
}

# Deployments that break the level are only warned about; their pods would be refused.
check_pods() {
  try 'the pods' "$PARTS/pods" create --validate=strict
  local level
  level=$(k get namespace 99-apps --output='jsonpath={.metadata.labels.pod-security\.kubernetes\.io/enforce}' 2>/dev/null) || return 0
  if [[ $level == restricted ]]; then right; else wrong "the namespace 99-apps is not restricted but '$level'"; fi
}
