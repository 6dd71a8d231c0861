# shellcheck shell=bash disable=SC2034 # the other files use what is set here
# A real vault: bao or vault from PATH, else HashiCorp Vault built from its published module.

find_vault() {
  [[ -s $SECRETS/vault-unseal-key ]] || rm -f "$STAGE_DIR/chosen/vault"
  VAULT_KIND=$(remembered vault choose_vault)
  [[ ${STAGE_VAULT:-$VAULT_KIND} == "$VAULT_KIND" ]] ||
    fail "this stage was made with the vault '$VAULT_KIND': run '$0 reset' before choosing '$STAGE_VAULT'"
  case $VAULT_KIND in
    bao | vault)
      VAULT_CLI=$(command -v "$VAULT_KIND") ||
        fail "this stage is one with '$VAULT_KIND', which is not on PATH or in PRECINCT99_TOOLS: put it there, or run: $0 reset"
      ;;
    built) build_vault ;;
    *) fail "STAGE_VAULT is '$VAULT_KIND': use bao, vault or built" ;;
  esac
  export VAULT_CLI
  VAULT_HOME=$STAGE_DIR/vault
  AUDIT_LOG=$LOGS/vault-audit.log
  VAULT_VERSION=$("$VAULT_CLI" version | sed -E 's/^(OpenBao|Vault) v([^ ,]+).*/\1 \2/; s/^Vault/HashiCorp Vault/')
}
choose_vault() {
  if [[ -n ${STAGE_VAULT:-} ]]; then
    say "$STAGE_VAULT"
  elif command -v bao >/dev/null; then
    say bao
  elif command -v vault >/dev/null; then
    say vault
  else
    say built
  fi
}

build_vault() {
  local source=$ROOT/src/stage/vault version home begin=$SECONDS
  version=$(cat "$source"/{go.mod,go.sum,main.go} | openssl dgst -sha256 -r | cut -c1-16)
  home=$CACHE_DIR/vault-$version
  VAULT_CLI=$home/vault
  VAULT_PLUGIN=$home/postgresql-database-plugin
  [[ ! -x $VAULT_CLI || ! -x $VAULT_PLUGIN ]] || return 0
  command -v go >/dev/null ||
    fail "neither bao nor vault is on PATH, and go is missing, with which HashiCorp Vault could be built:" \
      "install OpenBao (https://openbao.org), or Go (Debian: apt-get install golang)"
  say "Building HashiCorp Vault from its module (BUSL-1.1, for tests only): the first time takes several minutes"
  rm -rf "$home.new"
  mkdir -p "$home.new"
  (cd "$source" && nice go build -mod=readonly -trimpath -buildvcs=false -tags minimal -ldflags '-s -w' -o "$home.new/" \
    . github.com/hashicorp/vault/plugins/database/postgresql/postgresql-database-plugin) ||
    fail "the build failed, see above. It needs Go 1.21 or newer (which fetches the Go it needs), 5 GB of disk and the Go module proxy"
  rm -rf "$home"
  mv "$home.new" "$home"
  say "Built in $((SECONDS - begin)) s, kept in $home"
}

start_vault() {
  if ! runs vault; then
    sweep vault
    mkdir -p "$VAULT_HOME/plugins" "$VAULT_HOME/data"
    [[ $VAULT_KIND != built ]] || cp -f "$VAULT_PLUGIN" "$VAULT_HOME/plugins/"
    render "$SETUP/vault/server.hcl" "$VAULT_HOME/server.hcl"
    launch vault "$VAULT_CLI" server -config="$VAULT_HOME/server.hcl"
  fi
  until_ready 30 vault vault_answers
  [[ -s $SECRETS/vault-unseal-key ]] || initialise_vault
  unseal_vault
}
vault_answers() {
  local status=0
  "$VAULT_CLI" status >/dev/null 2>&1 || status=$?
  ((status == 0 || status == 2)) # 2: sealed
}
initialise_vault() {
  local keys
  keys=$("$VAULT_CLI" operator init -key-shares=1 -key-threshold=1) ||
    fail "the vault is initialised already and its keys are lost: run: $0 reset"
  sed -n 's/^Initial Root Token: //p' <<<"$keys" >"$SECRETS/vault-root-token"
  sed -n 's/^Unseal Key 1: //p' <<<"$keys" >"$SECRETS/vault-unseal-key"
}
unseal_vault() {
  "$VAULT_CLI" status >/dev/null 2>&1 || printf %s "$(<"$SECRETS/vault-unseal-key")" | "$VAULT_CLI" write sys/unseal key=- >/dev/null
  until_ready 30 vault admin_vault token lookup
}
admin_vault() { VAULT_TOKEN=$(<"$SECRETS/vault-root-token") "$VAULT_CLI" "$@"; }

# The same set-up as in production; only lives can be made shorter (STAGE_TOKEN_TTL, STAGE_LEASE_TTL, STAGE_LEASE_MAX_TTL).
set_up_vault() {
  local files=$VAULT_HOME/setup password=
  if [[ $VAULT_KIND == built ]]; then
    admin_vault plugin register -command=postgresql-database-plugin \
      -sha256="$(openssl dgst -sha256 -r "$VAULT_PLUGIN" | cut -d' ' -f1)" database postgresql-database-plugin >/dev/null
  fi
  rm -rf "$files"
  cp -R "$SETUP/vault" "$files"
  shorten token_ttl "${STAGE_TOKEN_TTL:-}" "$files"/auth/*.json
  shorten default_ttl "${STAGE_LEASE_TTL:-}" "$files"/database/role-*.json
  shorten max_ttl "${STAGE_LEASE_MAX_TTL:-}" "$files"/database/role-*.json

  [[ $SPIFFE_KIND != spire ]] || write_bundle
  if [[ ! -e $VAULT_HOME/knows-database ]]; then
    password=$(openssl rand -hex 24)
    admin_sql "$DB_NAME" <<<"ALTER ROLE precinct99_vault PASSWORD '$password'"
  fi
  VAULT_TOKEN=$(<"$SECRETS/vault-root-token") JWKS_URL=$JWKS_URL JWKS_CA=$JWKS_CA JWT_ISSUER=$JWT_ISSUER \
    SPIFFE_BUNDLE=$SPIFFE_BUNDLE DB_HOST=localhost DB_PORT=$DB_PORT DB_NAME=$DB_NAME DB_SSLROOTCERT=$TLS_HOME/ca.pem \
    DB_ADMIN_PASSWORD=$password AUDIT_LOG=$AUDIT_LOG sh "$files/apply.sh" >"$LOGS/apply.log" 2>&1 || {
    tail -n 12 "$LOGS/apply.log" >&2
    fail "setting the vault up failed, see above and $LOGS/apply.log"
  }
  touch "$VAULT_HOME/knows-database"
}
shorten() { # <key> <life or nothing> <file…>
  local key=$1 life=$2
  shift 2
  [[ -z $life ]] || sed -i -E "s/(\"$key\": *)\"[^\"]*\"/\1\"$life\"/" "$@"
}
