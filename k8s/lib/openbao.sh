# shellcheck shell=bash
# OpenBao: initialised, unsealed, set up.
#
# The one unseal key and the root token are kept in the Secret openbao/openbao-keys: whoever may read Secrets of that
# namespace owns this vault, and a restarted cluster is opened again without a person. That is honest for a cluster of
# development and for nothing else; production has several holders of keys or a seal of its own (src/docs).

# bao <words…>: on the first server, the root token as the first line of its standard input, the rest of it as the command's
bao() {
  local script='IFS= read -r BAO_TOKEN; export BAO_TOKEN; exec bao "$@"'
  k --namespace openbao exec --stdin openbao-0 --container openbao -- sh -c "$script" bao "$@"
}

start_openbao() {
  local pod
  step "OpenBao"
  k --namespace openbao wait --for='jsonpath={.status.phase}=Running' pod/openbao-0 --timeout="${PATIENCE}s" >/dev/null ||
    fail "OpenBao's server did not start within $PATIENCE s" \
      "look at: kubectl --context kind-$CLUSTER --namespace openbao describe pod/openbao-0" "then run k8s/up again"
  until_openbao_answers
  initialise_openbao
  for pod in $(k --namespace openbao get pods --selector app.kubernetes.io/name=openbao --output=name); do unseal "$pod"; done
  ready openbao statefulset/openbao
}

# initialised | sealed: what a server says of itself; empty when it does not answer
openbao_says() { # <pod> <initialized|sealed>
  k --namespace openbao exec "$1" --container openbao -- bao status -format=json 2>/dev/null |
    sed -n "s/.*\"$2\": *\([a-z]*\).*/\1/p" || true
}
until_openbao_answers() {
  local end=$((SECONDS + PATIENCE))
  until [[ -n $(openbao_says pod/openbao-0 initialized) ]]; do
    ((SECONDS < end)) || fail "OpenBao does not answer within $PATIENCE s" \
      "look at: kubectl --context kind-$CLUSTER --namespace openbao logs openbao-0" "then run k8s/up again"
    sleep "${PRECINCT99_PAUSE:-2}"
  done
}

initialise_openbao() {
  local answer key root
  if [[ $(openbao_says pod/openbao-0 initialized) == true ]]; then
    has openbao secret openbao-keys || fail "OpenBao is initialised and its keys are not in the cluster: they are lost" \
      "begin anew: k8s/down, then k8s/up"
    return
  fi
  trap '' INT TERM # between these two lines the keys are nowhere but here
  answer=$(k --namespace openbao exec openbao-0 --container openbao -- \
    bao operator init -key-shares=1 -key-threshold=1 -format=json) ||
    fail "OpenBao could not be initialised, see above" "look at: kubectl --context kind-$CLUSTER --namespace openbao logs openbao-0"
  key=$(printf '%s' "$answer" | tr -d '\n ' | sed -n 's/.*"unseal_keys_b64":\["\([^"]*\)".*/\1/p')
  root=$(printf '%s' "$answer" | tr -d '\n ' | sed -n 's/.*"root_token":"\([^"]*\)".*/\1/p')
  [[ -n $key && -n $root ]] || fail "OpenBao's answer to its initialisation has no keys" "begin anew: k8s/down, then k8s/up"
  printf '%s\n' "unseal-key $key" "root-token $root" | make_secret openbao openbao-keys ||
    fail "the keys of OpenBao could not be kept in the cluster, and they are nowhere else" "begin anew: k8s/down, then k8s/up"
  trap interrupted INT TERM
}

unseal() { # <pod>
  [[ $(openbao_says "$1" sealed) == true ]] || return 0
  secret_value openbao openbao-keys unseal-key | k --namespace openbao exec --stdin "$1" --container openbao -- \
    bao write sys/unseal key=- >/dev/null || fail "OpenBao's $1 could not be unsealed, see above" \
    "look at: kubectl --context kind-$CLUSTER --namespace openbao logs $1" "then run k8s/up again"
}

# The Job gets a token that lives for 15 minutes and is revoked as soon as the Job is done, or this script ends.
set_up_openbao() {
  local job lent
  step "setting OpenBao up"
  job=$(documents only Job)
  ! job_is_done "$job" || return 0
  ROOT_TOKEN=$(secret_value openbao openbao-keys root-token)
  LENT_TOKEN=$(printf '%s\n' "$ROOT_TOKEN" | bao token create -policy=root -ttl=15m -orphan -field=token) ||
    fail "OpenBao lends no token, see above" "look at: kubectl --context kind-$CLUSTER --namespace openbao logs openbao-0"
  lent=$(printf 'token %s\n' "$LENT_TOKEN" && database_password) || fail "the vault's login to PostgreSQL could not be prepared, see above" \
    "look at: kubectl --context kind-$CLUSTER --namespace database logs postgres-0" "then run k8s/up again"
  k --namespace openbao delete job vault-setup --ignore-not-found >/dev/null
  k --namespace openbao delete secret vault-setup --ignore-not-found >/dev/null
  printf '%s\n' "$lent" | make_secret openbao vault-setup
  printf '%s\n' "$job" | k apply --server-side --force-conflicts --field-manager=precinct99-up --filename=- >/dev/null
  k --namespace openbao wait --for=condition=Complete job/vault-setup --timeout="${PATIENCE}s" >/dev/null || setup_failed
  take_back_token
}
# The same Job, done: the dry run of a changed one is refused, because a Job cannot be changed.
job_is_done() {
  [[ $(k --namespace openbao get job vault-setup --output='jsonpath={.status.succeeded}' 2>/dev/null) == 1 ]] &&
    printf '%s\n' "$1" | k apply --server-side --force-conflicts --field-manager=precinct99-up --dry-run=server --filename=- >/dev/null 2>&1
}
setup_failed() {
  k --namespace openbao logs job/vault-setup --tail=12 >&2 || true
  fail "the Job vault-setup did not finish within $PATIENCE s; the lines above are its last" \
    "mend what they name, then run k8s/up again: the set-up may be run any number of times"
}
take_back_token() {
  [[ ${LENT_TOKEN:-} ]] || return 0
  printf '%s\n%s' "$ROOT_TOKEN" "$LENT_TOKEN" | bao write auth/token/revoke token=- >/dev/null ||
    say "  the set-up token could not be revoked; it ends within 15 minutes"
  LENT_TOKEN=
  k --namespace openbao delete secret vault-setup --ignore-not-found >/dev/null || true
}
