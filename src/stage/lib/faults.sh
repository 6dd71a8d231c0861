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

leases() {
  local file role id
  for file in "$SETUP"/vault/database/role-*.json; do
    role=${file##*/role-}
    role=${role%.json}
    { admin_vault list "sys/leases/lookup/database/creds/$role" 2>/dev/null || true; } | tail -n +3 | while read -r id; do
      say "database/creds/$role/$id"
    done
  done
}
revoke_leases() {
  local id
  for id in $(leases); do admin_vault lease revoke -sync "$id"; done
}
revoke_tokens() {
  local mount
  for mount in jwt cert; do admin_vault lease revoke -sync -prefix "auth/$mount/login"; done
}
