#!/usr/bin/env bats
# The parts of k8s/up that need no container, on a real API server: what the fakes of up.bats take for granted.

bats_require_minimum_version 1.5.0

setup_file() {
  export here=$BATS_TEST_DIRNAME WORK=$BATS_FILE_TMPDIR
  SERVERS=()
  load_check
  build_programs
  install_python
  export PROGRAMS
  start_apiserver 3>&-
  printf '%s\n' "${SERVERS[@]}" >"$WORK/servers"
}
teardown_file() {
  load_check
  mapfile -t SERVERS <"$WORK/servers"
  stop_servers
}
load_check() {
  # shellcheck source=lib/programs.sh
  source "$here/lib/programs.sh"
  # shellcheck source=lib/apiserver.sh
  source "$here/lib/apiserver.sh"
}

setup() {
  local part
  for part in settings cluster manifests certificates postgres openbao application; do
    # shellcheck source=/dev/null
    source "$here/../../k8s/lib/$part.sh"
  done
  # The one difference: this server, for the context of kind.
  k() { "$PROGRAMS/kubectl" --cache-dir="$WORK/cache" "$@"; }
  kubectl() { "$PROGRAMS/kubectl" "$@"; }
}

versions() {
  k get namespaces,deployments,statefulsets,daemonsets,services,configmaps,secrets,networkpolicies,roles,rolebindings --all-namespaces \
    --output='jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.metadata.resourceVersion}{"\n"}{end}'
}

@test "the overlay is really applied, and a second time changes nothing" {
  render
  apply_definitions
  make_certificates
  apply_everything
  local before
  before=$(versions)
  [ "$(wc -l <<<"$before")" -ge 40 ]
  apply_definitions
  make_certificates
  apply_everything
  [ "$(versions)" = "$before" ]
}

@test "the certificates are of the authority, for the names of the Services" {
  local ca certificate
  ca=$(k --namespace openbao get configmap platform-ca --output='jsonpath={.data.ca\.crt}')
  while read -r namespace secret name; do
    certificate=$(secret_value "$namespace" "$secret" 'tls\.crt')
    openssl verify -CAfile <(printf '%s\n' "$ca") -verify_hostname "$name" <(printf '%s\n' "$certificate")
    openssl pkey -in <(secret_value "$namespace" "$secret" 'tls\.key') -noout
  done <<<"openbao openbao-tls openbao.openbao.svc
database postgres-tls postgres.database.svc
spire-system oidc-tls spire-oidc.spire-system.svc"
}

@test "a lost certificate has all made anew" {
  local before after
  before=$(k --namespace 99-apps get configmap platform-ca --output='jsonpath={.data.ca\.crt}')
  k --namespace database delete secret postgres-tls
  make_certificates
  after=$(k --namespace 99-apps get configmap platform-ca --output='jsonpath={.data.ca\.crt}')
  [ "$before" != "$after" ]
  certificates_last
}

@test "a Secret is kept as it was given, and a second one of its name is refused" {
  printf '%s\n' 'unseal-key dW5zZWFs/key=' 'root-token s.ROOT' | make_secret openbao openbao-keys
  [ "$(secret_value openbao openbao-keys unseal-key)" = 'dW5zZWFs/key=' ]
  [ "$(secret_value openbao openbao-keys root-token)" = s.ROOT ]
  has openbao secret openbao-keys
  run ! has openbao secret another
  printf 'unseal-key another\n' | run make_secret openbao openbao-keys
  [ "$(secret_value openbao openbao-keys unseal-key)" = 'dW5zZWFs/key=' ]
}

@test "the same Job is known as done, a changed one as not" {
  local job
  render
  job=$(documents only Job)
  run ! job_is_done "$job"
  printf '%s\n' "$job" | k apply --server-side --field-manager=precinct99-up --filename=-
  run ! job_is_done "$job"
  k --namespace openbao patch job vault-setup --subresource=status --type=merge --patch '{"status": {"startTime": "2026-01-01T00:00:00Z",
    "completionTime": "2026-01-01T00:01:00Z", "succeeded": 1, "conditions": [{"type": "SuccessCriteriaMet", "status": "True"},
    {"type": "Complete", "status": "True"}]}}'
  job_is_done "$job"
  run ! job_is_done "${job//apply.sh/apply-changed.sh}"
}

@test "a changed file of the vault's set-up makes another Job" {
  local job
  render
  job=$(documents only Job)
  mkdir "$BATS_TEST_TMPDIR/src"
  cp -R "$ROOT/k8s" "$BATS_TEST_TMPDIR"
  cp -R "$ROOT/src/setup" "$BATS_TEST_TMPDIR/src"
  OVERLAY=$BATS_TEST_TMPDIR/k8s/overlays/kind render
  [ "$(documents only Job)" = "$job" ]
  echo '# changed' >>"$BATS_TEST_TMPDIR/src/setup/vault/policies/precinct99.hcl"
  OVERLAY=$BATS_TEST_TMPDIR/k8s/overlays/kind render
  [ "$(documents only Job)" != "$job" ]
}
