#!/bin/sh
# Sets a vault (OpenBao or HashiCorp Vault) up for Precinct 99 with the files beside this script.
# It may be run again at any time: the same files change nothing, changed ones are applied. It holds no secret.
#
#   VAULT_ADDR, VAULT_CACERT, VAULT_TOKEN   the vault, and a token that may administer it
#   JWKS_URL, JWKS_CA, JWT_ISSUER           keys of SPIRE's OIDC discovery provider, PEM file of its CA, issuer of the tokens
#   SPIFFE_BUNDLE                           PEM file: the certificates of the trust domain. Run again when SPIRE has new ones
#   DB_HOST, DB_PORT, DB_NAME               PostgreSQL, as the vault reaches it, after postgres/roles.sql
#   DB_SSLROOTCERT                          PEM file of PostgreSQL's CA, at its path on the vault's machine
#   DB_ADMIN_PASSWORD                       first run only: password of precinct99_vault, replaced at once by one nobody knows
#   AUDIT_LOG                               file the vault audits to; OpenBao has it in its server's configuration instead
set -eu

: "${VAULT_ADDR:?is not set}" "${VAULT_TOKEN:?is not set}" "${JWKS_URL:?is not set}" "${JWT_ISSUER:?is not set}"
: "${JWKS_CA:?is not set}" "${SPIFFE_BUNDLE:?is not set}"
: "${DB_HOST:?is not set}" "${DB_PORT:?is not set}" "${DB_NAME:?is not set}" "${DB_SSLROOTCERT:?is not set}"
here=$(cd "$(dirname "$0")" && pwd)
vault=$(command -v "${VAULT_CLI:-bao}" || command -v vault) || {
  echo "Neither bao nor vault is on PATH; VAULT_CLI can name one" >&2
  exit 1
}

# enabled <auth|secrets|audit> <path>
enabled() {
  listed=$("$vault" "$1" list -format=json)
  case $listed in *"\"$2/\""*) true ;; *) false ;; esac
}

# each <prefix of JSON files> <path in the vault> [more values]: one object for each file, named like the file
each() {
  files=$1 path=$2
  shift 2
  for file in "$here/$files"-*.json; do
    name=${file##*/"${files##*/}"-}
    "$vault" write "$path/${name%.json}" "@$file" "$@"
  done
}

audit=$("$vault" audit list -format=json)
if [ "$(printf %s "$audit" | tr -d '[:space:]')" = "{}" ]; then
  "$vault" audit enable file file_path="${AUDIT_LOG:?is not set, and the vault has no audit device}"
fi

enabled auth jwt || "$vault" auth enable jwt
enabled auth cert || "$vault" auth enable cert
enabled secrets secret || "$vault" secrets enable -path=secret -version=2 kv
enabled secrets database || "$vault" secrets enable database
enabled secrets transit || "$vault" secrets enable transit

for file in "$here"/policies/*.hcl; do
  name=${file##*/}
  [ "$("$vault" policy read "${name%.hcl}" 2>/dev/null)" = "$(cat "$file")" ] ||
    "$vault" policy write "${name%.hcl}" "$file"
done

"$vault" write auth/jwt/config jwks_url="$JWKS_URL" jwks_ca_pem="@$JWKS_CA" bound_issuer="$JWT_ISSUER"
each auth/jwt-role auth/jwt/role
each auth/cert-role auth/cert/certs certificate="@$SPIFFE_BUNDLE"

# Written without a password, the connection keeps the one that the vault made for itself.
connection() {
  each database/connection database/config \
    connection_url="postgresql://{{username}}:{{password}}@$DB_HOST:$DB_PORT/$DB_NAME?sslmode=verify-full&sslrootcert=$DB_SSLROOTCERT" "$@"
}
if [ -n "${DB_ADMIN_PASSWORD:-}" ] && printf %s "$DB_ADMIN_PASSWORD" | connection password=-; then
  "$vault" write -force database/rotate-root/precinct99
else
  connection
fi
each database/role database/roles

for file in "$here"/transit/key-*.json; do
  name=${file##*/key-}
  "$vault" read "transit/keys/${name%.json}" >/dev/null 2>&1 ||
    "$vault" write "transit/keys/${name%.json}" "@$file" >/dev/null
done
echo "The vault at $VAULT_ADDR is set up"
