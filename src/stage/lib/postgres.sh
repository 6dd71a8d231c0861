# shellcheck shell=bash disable=SC2034 # the other files use what is set here
# A real PostgreSQL: TLS, scram-sha-256, durable, on loopback.

ADMIN_DB_USER=stage_admin

find_postgres() {
  local folder newest=
  for folder in /usr/lib/postgresql/*/bin; do [[ ! -x $folder/initdb ]] || newest=$folder; done
  if [[ -n ${PRECINCT99_POSTGRES_BIN:-} ]]; then
    newest=$PRECINCT99_POSTGRES_BIN
  elif command -v initdb >/dev/null; then
    newest=$(dirname "$(readlink -f "$(command -v initdb)")")
  fi
  [[ -x $newest/initdb && -x $newest/postgres && -x $newest/psql ]] ||
    fail "PostgreSQL is missing: install it (Debian: apt-get install postgresql)," \
      "or name the folder that holds initdb, postgres and psql in PRECINCT99_POSTGRES_BIN"
  POSTGRES_BIN=$newest
  POSTGRES_VERSION="PostgreSQL $("$newest/postgres" --version | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1)"
}

# PostgreSQL refuses to run as root, and its user could not enter a directory of root's.
find_postgres_home() {
  POSTGRES_USER=$(id -un)
  AS_POSTGRES=()
  POSTGRES_HOME=$STAGE_DIR/postgres
  POSTGRES_SOCKETS=$SOCKETS
  if [[ $(id -u) == 0 ]]; then
    POSTGRES_USER=nobody
    ! getent passwd postgres >/dev/null || POSTGRES_USER=postgres
    AS_POSTGRES=(setpriv "--reuid=$POSTGRES_USER" "--regid=$(id -g "$POSTGRES_USER")" --clear-groups --)
    POSTGRES_HOME=$(remembered postgres-home mktemp -d /var/tmp/precinct99-postgres.XXXXXX)
    POSTGRES_SOCKETS=$POSTGRES_HOME
  fi
}
postgres_owns() { [[ $(id -u) != 0 ]] || chown "$POSTGRES_USER:$(id -g "$POSTGRES_USER")" "$@"; }
as_postgres() { (cd / && exec "${AS_POSTGRES[@]}" "$@"); }

start_postgres() {
  ! runs postgres || return 0
  local data=$POSTGRES_HOME/data
  mkdir -p "$POSTGRES_HOME"
  postgres_owns "$POSTGRES_HOME"
  if [[ ! -s $data/PG_VERSION ]]; then
    rm -rf "$data.new" # left by an interrupted start
    as_postgres "$POSTGRES_BIN/initdb" --pgdata="$data.new" --username="$ADMIN_DB_USER" --encoding=UTF8 --locale=C.UTF-8 \
      --data-checksums --auth-local=peer --auth-host=scram-sha-256 >"$LOGS/initdb.log" 2>&1 || fail "initdb failed, see $LOGS/initdb.log"
    mv "$data.new" "$data"
  fi
  [[ $POSTGRES_VERSION == "PostgreSQL $(<"$data/PG_VERSION")."* ]] ||
    fail "the data is of PostgreSQL $(<"$data/PG_VERSION") and the programs are $POSTGRES_VERSION:" \
      "name the folder of the right ones in PRECINCT99_POSTGRES_BIN, or run: $0 reset"
  forget_dead_postmaster "$data/postmaster.pid" "$POSTGRES_SOCKETS/.s.PGSQL.$DB_PORT.lock"
  configure_postgres "$data"
  launch postgres "${AS_POSTGRES[@]}" "$POSTGRES_BIN/postgres" -D "$data"
  until_ready 60 postgres as_postgres "$POSTGRES_BIN/pg_isready" --quiet --host="$POSTGRES_SOCKETS" --port="$DB_PORT"
}

# Its locks would be believed if the pid is somebody else's by now, or of a dead process that no init has collected.
forget_dead_postmaster() {
  local lock
  for lock in "$@"; do
    [[ ! -e $lock ]] || is_marked postgres "$(head -n 1 "$lock")" || rm -f "$lock"
  done
}

configure_postgres() {
  local data=$1
  cp "$TLS_HOME/postgres.pem" "$data/server.crt"
  cp "$TLS_HOME/postgres.key" "$data/server.key"
  cat >"$data/postgresql.conf" <<EOF
listen_addresses = 'localhost'
port = $DB_PORT
unix_socket_directories = '$POSTGRES_SOCKETS'
unix_socket_permissions = 0700
max_connections = 200
password_encryption = scram-sha-256
ssl = on
ssl_cert_file = 'server.crt'
ssl_key_file = 'server.key'
ssl_min_protocol_version = 'TLSv1.2'
EOF
  cat >"$data/pg_hba.conf" <<EOF
local    all  $ADMIN_DB_USER                peer map=stage
hostssl  all  all            127.0.0.1/32  scram-sha-256
hostssl  all  all            ::1/128       scram-sha-256
EOF
  say "stage $POSTGRES_USER $ADMIN_DB_USER" >"$data/pg_ident.conf"
  postgres_owns "$data"/server.* "$data"/{postgresql,pg_hba,pg_ident}.conf
}

# The superuser over TLS, as tests and fault scripts log in.
admin_sql() { # <database> <psql option…>
  local database=$1
  shift
  PGPASSWORD=$(secret postgres-admin) "$POSTGRES_BIN/psql" --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 \
    "host=localhost port=$DB_PORT dbname=$database user=$ADMIN_DB_USER sslmode=verify-full sslrootcert=$TLS_HOME/ca.pem connect_timeout=5" "$@"
}

set_up_postgres() {
  admin_sql postgres -c 'SELECT 1' >/dev/null 2>&1 ||
    as_postgres "$POSTGRES_BIN/psql" --no-psqlrc --quiet --host="$POSTGRES_SOCKETS" --port="$DB_PORT" \
      --username="$ADMIN_DB_USER" postgres <<<"ALTER ROLE $ADMIN_DB_USER PASSWORD '$(secret postgres-admin)'"
  [[ -n $(admin_sql postgres -c "SELECT 1 FROM pg_database WHERE datname = '$DB_NAME'") ]] ||
    admin_sql postgres -c "CREATE DATABASE $DB_NAME"
  PGOPTIONS='-c client_min_messages=warning' admin_sql "$DB_NAME" --file="$SETUP/postgres/roles.sql" >/dev/null
}
