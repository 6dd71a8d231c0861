# shellcheck shell=bash
# What each service account may do, held against rights.tsv; and what none may do unless a row says so.

# Whoever may do one of these has, or can get, everything.
TEMPTATIONS=('get secrets' 'list secrets' 'create pods' 'create pods/exec' 'create serviceaccounts/token' 'get nodes/proxy'
  'impersonate users' 'escalate clusterroles.rbac.authorization.k8s.io' 'create clusterrolebindings.rbac.authorization.k8s.io')

# can <account> <verb> <resource> <namespace or *>
can() {
  local resource=${3%%/*} sub=()
  [[ $3 != */* ]] || sub=(--subresource="${3#*/}")
  local where=(--namespace "$4")
  [[ $4 != '*' ]] || where=(--all-namespaces)
  k auth can-i "$2" "$resource" "${sub[@]}" "${where[@]}" --as="system:serviceaccount:$1" 2>/dev/null || true
}

check_rights() {
  local account verb resource namespace expected why answer temptation
  while read -r account; do
    awk -F '\t' -v account="$account" '$1 == account' "$RIGHTS" >"$PARTS/rows"
    [[ -s $PARTS/rows ]] || wrong "the service account $account has no row in ${RIGHTS##*/}"
    while IFS=$'\t' read -r _ verb resource namespace expected why; do
      printf '%s\n' "$account $verb $resource $namespace" >>"$WORK/rows-used"
      answer=$(can "$account" "$verb" "$resource" "$namespace")
      if [[ $answer == "$expected" ]]; then
        right
      else
        wrong "$account $verb $resource in $namespace: the answer is ${answer:-an error}, and should be $expected ($why)"
      fi
    done <"$PARTS/rows"
    for temptation in "${TEMPTATIONS[@]}"; do
      grep -qF "$account"$'\t'"${temptation/ /$'\t'}"$'\t' "$PARTS/rows" && continue
      answer=$(can "$account" "${temptation% *}" "${temptation#* }" '*')
      if [[ $answer == no ]]; then right; else wrong "$account may $temptation, and no row of ${RIGHTS##*/} says so"; fi
    done
  done <"$PARTS/accounts"
}

# A row for an account that is in no overlay proves nothing.
check_rows_used() {
  local account verb resource namespace _
  SUBJECT=${RIGHTS##*/}
  while IFS=$'\t' read -r account verb resource namespace _; do
    [[ -n $account && $account != '#'* ]] || continue
    grep -qxF "$account $verb $resource $namespace" "$WORK/rows-used" 2>/dev/null || wrong "no overlay has the account of: $account $verb $resource"
  done <"$RIGHTS"
}
