# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # src/cluster/check reads all of these files
# What each service account may do, held against rights.tsv; and what none may do unless a row says so.

# Whoever may do one of these has, or can get, everything.
TEMPTATIONS='get secrets|list secrets|watch secrets|create pods|create pods/exec|create serviceaccounts/token|get nodes/proxy|create nodes/proxy|'
TEMPTATIONS+='impersonate users|impersonate serviceaccounts|escalate roles|escalate clusterroles|bind clusterroles|create clusterrolebindings'

# can <account> <verb> <resource, resource/subresource or configmaps/name> <namespace or *>
can() {
  local resource=$3 sub=()
  [[ $3 != */* || $3 == configmaps/* ]] || resource=${3%%/*} sub=(--subresource="${3#*/}")
  local where=(--namespace "$4")
  [[ $4 != '*' ]] || where=(--all-namespaces)
  k auth can-i "$2" "$resource" "${sub[@]}" "${where[@]}" --as="system:serviceaccount:$1" 2>/dev/null || true
}

check_rights() {
  local account verb resource namespace expected why answer
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
    while read -r namespace; do resist "$account" "$namespace"; done <"$PARTS/namespaces"
  done <"$PARTS/accounts"
}

# resist <account> <namespace>: none of the temptations, unless a row says yes
resist() {
  local found
  found=$(k auth can-i --list --no-headers --namespace "$2" --as="system:serviceaccount:$1" | awk -v listed="$TEMPTATIONS" '
    BEGIN { split(listed, tempting, "|") }
    {
      resource = $1
      sub(/\..*/, "", resource) # of its API group
      verbs = $0
      sub(/.*\[/, " ", verbs)
      sub(/\]$/, " ", verbs)
      for (i in tempting) {
        split(tempting[i], word, " ")
        if ((resource == word[2] || resource == "*") && (index(verbs, " " word[1] " ") || verbs == " * ")) print tempting[i]
      }
    }' | sort -u) || wrong "$1: the API server does not say what it may in $2"
  while read -r found; do
    if [[ -z $found ]] || grep -qF "$1"$'\t'"${found/ /$'\t'}"$'\t'"$2"$'\tyes' "$PARTS/rows"; then
      right
    else
      wrong "$1 may $found in $2, and no row of ${RIGHTS##*/} says so"
    fi
  done <<<"$found"
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
