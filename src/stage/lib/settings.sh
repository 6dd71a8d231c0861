# shellcheck shell=bash disable=SC2034 # the other files use what is set here
# Where everything is, what it is called, and the small words the other files speak with.

ROOT=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd)
SETUP=$ROOT/src/setup
STAGE_DIR=$(readlink -m "${PRECINCT99_STAGE_DIR:-${XDG_STATE_HOME:-$HOME/.local/state}/precinct99/real}")
CACHE_DIR=$(readlink -m "${PRECINCT99_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/precinct99}")
PIDS=$STAGE_DIR/pids LOGS=$STAGE_DIR/logs TLS_HOME=$STAGE_DIR/tls SECRETS=$STAGE_DIR/secrets

TRUST_DOMAIN=precinct99.internal
SPIFFE_ID=spiffe://$TRUST_DOMAIN/ns/99-apps/sa/precinct99
APP_UID=${STAGE_APP_UID:-$(id -u)}
DB_NAME=precinct99

# A caller's own vault, database and proxies must not be mistaken for the stage's.
for variable in "${!VAULT_@}" "${!BAO_@}" "${!PG@}" "${!SPIRE_@}"; do unset "$variable"; done
export NO_PROXY=localhost,127.0.0.1 no_proxy=localhost,127.0.0.1

[[ -z ${PRECINCT99_TOOLS:-} ]] || PATH=$PRECINCT99_TOOLS:$PATH

say() { printf '%s\n' "$*"; }
fail() {
  printf 'real stage: %s\n' "$@" >&2
  exit 1
}
need() { command -v "$1" >/dev/null || fail "$1 is missing: install the package $2"; }

# A random value that stays the same until reset.
secret() {
  local file=$SECRETS/$1
  [[ -s $file ]] || openssl rand -hex 24 >"$file"
  cat "$file"
}

# remembered <name> <command…>: what the command said the first time, until reset
remembered() {
  local file=$STAGE_DIR/chosen/$1 value
  shift
  if [[ ! -s $file ]]; then
    value=$("$@") || exit 1
    printf '%s\n' "$value" >"$file"
  fi
  cat "$file"
}

# The port of a program: STAGE_<NAME>_PORT, else the one it had before, else a free one.
port() {
  local name=$1 given=STAGE_$1_PORT
  [[ -z ${!given:-} ]] || printf '%s\n' "${!given}" >"$STAGE_DIR/chosen/port-$name"
  remembered "port-$name" unchosen_port
}
unchosen_port() {
  local port
  while port=$(free_port); do grep -qsx "$port" "$STAGE_DIR"/chosen/port-* || break; done
  printf '%s\n' "$port"
}

# render <template> <file>: fills in every ${NAME} from the variable of that name
render() {
  local text name
  text=$(<"$1")
  while [[ $text =~ \$\{([A-Z0-9_]+)\} ]]; do
    name=${BASH_REMATCH[1]}
    text=${text//"\${$name}"/"${!name}"}
  done
  printf '%s\n' "$text" >"$2"
}

# Directories, ports and addresses; everything below STAGE_DIR is for its owner only.
settle() {
  umask 077
  mkdir -p "$STAGE_DIR" "$CACHE_DIR"
  chmod 0700 "$STAGE_DIR"
  mkdir -p "$PIDS" "$LOGS" "$TLS_HOME" "$SECRETS" "$STAGE_DIR/chosen"
  exec 9>"$STAGE_DIR/lock"
  flock --wait 300 9 || fail "another 'real' command is at work on $STAGE_DIR: end it first"

  DB_PORT=$(port POSTGRES)
  VAULT_LISTEN=127.0.0.1:$(port VAULT)
  VAULT_CLUSTER_LISTEN=127.0.0.1:$(port VAULT_CLUSTER)
  OIDC_LISTEN=127.0.0.1:$(port OIDC)
  SPIRE_SERVER_ADDRESS=127.0.0.1
  SPIRE_SERVER_PORT=$(port SPIRE)

  # A socket's path has room for 107 bytes.
  SOCKETS=$STAGE_DIR/run
  ((${#SOCKETS} <= 80)) || SOCKETS=${TMPDIR:-/tmp}/precinct99-$(printf %s "$STAGE_DIR" | cksum | cut -d' ' -f1)
  ((${#SOCKETS} <= 80)) || fail "the path $SOCKETS is too long for a socket: set PRECINCT99_STAGE_DIR to a shorter one"
  mkdir -p "$SOCKETS"
  [[ -O $SOCKETS && ! -L $SOCKETS ]] || fail "$SOCKETS belongs to somebody else: set PRECINCT99_STAGE_DIR to another directory"

  export VAULT_ADDR=https://$VAULT_LISTEN VAULT_CACERT=$TLS_HOME/ca.pem
}
