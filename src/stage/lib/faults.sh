# shellcheck shell=bash
# What can go wrong on purpose.

PROGRAMS=(postgres vault spire-server spire-agent oidc trust-domain)

known() {
  [[ " ${PROGRAMS[*]} " == *" ${1:-} "* ]] || fail "'${1:-}' is none of: ${PROGRAMS[*]}"
}
start_program() {
  known "$1"
  [[ " postgres vault ${SPIFFE_PROGRAMS[*]} " == *" $1 "* ]] || fail "this stage has no $1"
  "start_$1"
}

# Logins that the vault has lent and not yet taken back.
roles() {
  admin_sql "$DB_NAME" -c "SELECT DISTINCT r.rolname FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid
    WHERE m.roleid IN ('precinct99_app'::regrole, 'precinct99_owner'::regrole) AND r.rolname <> 'precinct99_vault' ORDER BY 1"
}

# What the vault lists there, each with its path. That there is nothing is a failure too, known by its words only.
listed() { # <path below sys/leases/lookup>
  local answer id
  answer=$(admin_vault list "sys/leases/lookup/$1" 2>&1) || {
    [[ $answer == "No value found at "* ]] || fail "the vault does not list its leases: $answer"
    return 0
  }
  sed '1,/^----$/d' <<<"$answer" | while read -r id; do say "$1/$id"; done
}
leases() {
  local file role
  for file in "$SETUP"/vault/database/role-*.json; do
    role=${file##*/role-}
    listed "database/creds/${role%.json}"
  done
}
revoke_leases() {
  local all id
  all=$(leases)
  for id in $all; do admin_vault lease revoke -sync "$id"; done
}
# The lease of each log-in whose token lives.
tokens() {
  local mount
  for mount in jwt cert; do listed "auth/$mount/login"; done
}
revoke_tokens() {
  local mount
  for mount in jwt cert; do admin_vault lease revoke -sync -prefix "auth/$mount/login"; done
}
