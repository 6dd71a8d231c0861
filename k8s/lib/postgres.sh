# shellcheck shell=bash
# PostgreSQL of the development cluster. Its roles come from src/setup/postgres/roles.sql, which may be run any number of times.

# Statements on standard input: by the socket inside the pod, where the container's own user needs no password. The
# superuser has none.
sql() {
  k --namespace database exec --stdin postgres-0 --container postgres -- \
    psql --username=postgres --dbname=precinct99 --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1
}

start_postgres() {
  step "PostgreSQL"
  ready database statefulset/postgres
  sql <"$ROOT/src/setup/postgres/roles.sql" >/dev/null || fail "the roles of PostgreSQL could not be made, see above" \
    "look at: kubectl --context kind-$CLUSTER --namespace database logs postgres-0" "then run k8s/up again"
}

# The password that the vault replaces at once; a vault that knows its database keeps the one it made for itself.
database_password() {
  local password
  ! printf '%s\n' "$ROOT_TOKEN" | bao read database/config/precinct99 >/dev/null 2>&1 || return 0
  password=$(random)
  printf "ALTER ROLE precinct99_vault PASSWORD '%s';\n" "$password" | sql >/dev/null || return
  printf 'database-password %s\n' "$password"
}
