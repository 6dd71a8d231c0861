# shellcheck shell=bash
# What the commands in the fake cluster's containers answer, and what is waited for.

in_container() {
  local vault=$FAKES/cluster/vault
  case "$*" in
    *'psql '*)
      fault roles-refused 'ERROR: permission denied to create role'
      local statements
      statements=$(cat)
      [[ $statements != UPDATE* ]] || fault role-not-given 'ERROR: relation "precinct99.users" does not exist'
      [[ $statements != 'ALTER ROLE'* ]] || fault password-refused 'ERROR: role "precinct99_vault" does not exist'
      printf '%s\n' "$statements" >>"$FAKES/sql"
      ;;
    *'bao status'*)
      fault openbao-silent 'connection refused'
      printf '{"initialized": %s, "sealed": %s}\n' "$([[ -e $vault-initialised ]] && echo true || echo false)" \
        "$([[ -e $vault-unsealed ]] && echo false || echo true)"
      ;;
    *'operator init'*)
      fault init-fails 'raft: no leader'
      touch "$vault-initialised"
      printf '{\n  "unseal_keys_b64": [\n    "dW5zZWFs/key="\n  ],\n  "root_token": "s.ROOTTOKEN"\n}\n'
      ;;
    *'sys/unseal'*)
      fault unseal-fails 'the key does not fit'
      [[ $(cat) == 'dW5zZWFs/key=' ]] || exit 2
      touch "$vault-unsealed"
      ;;
    *'token create'*)
      as_root
      fault no-token 'permission denied'
      printf 's.LENTTOKEN'
      ;;
    *'auth/token/revoke'*) as_root && [[ $(cat) == s.LENTTOKEN ]] && touch "$FAKES/token-revoked" ;;
    *'read database/config'*) as_root && [[ -e $vault-knows-database ]] ;;
    *) echo "the fake container does not know: $*" >&2 && exit 64 ;;
  esac
}
as_root() {
  local token
  IFS= read -r token
  [[ $token == s.ROOTTOKEN ]] || { echo "permission denied" >&2 && exit 2; }
}

wait_for() {
  case $1 in
    *condition=Established*) fault crd-not-established 'timed out waiting for the condition' ;;
    *pod/openbao-0*) fault openbao-does-not-start 'timed out waiting for the condition' ;;
    *job/vault-setup*)
      fault setup-fails 'timed out waiting for the condition'
      grep -q s.LENTTOKEN "$FAKES/objects/openbao/secret/vault-setup" || exit 1
      touch "$FAKES/cluster/vault-knows-database"
      ;;
  esac
}
