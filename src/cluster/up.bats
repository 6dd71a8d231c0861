#!/usr/bin/env bats
# shellcheck disable=SC2154 # world.bash sets root and bin
# k8s/up against fakes of kind, kubectl, docker, java and curl, which fail in named ways.

bats_require_minimum_version 1.5.0
load fakes/world

@test "everything comes up, in an order in which each part finds what it needs" {
  up
  [ "$status" -eq 0 ]
  in_order 'kind create cluster' 'docker build' 'kind load' 'applied CustomResourceDefinition/' 'condition=Established' \
    'applied Namespace/openbao' 'applied Secret/openbao-tls' 'create configmap platform-ca' 'applied Deployment/precinct99' \
    'statefulset/spire-server' 'statefulset/postgres' 'operator init' 'applied Secret/openbao-keys' 'sys/unseal' \
    'token create' 'applied Secret/vault-setup' 'applied Job/vault-setup' 'job/vault-setup' 'auth/token/revoke' \
    'patch deployment' 'deployment/precinct99 --timeout' 'port-forward' 'curl ' 'java '
  says 'http://localhost:9080/docs'
  says 'log in as:  operator'
}

@test "a second run changes nothing" {
  up
  [ "$status" -eq 0 ]
  : >"$FAKES/changes"
  : >"$FAKES/calls"
  up
  [ "$status" -eq 0 ]
  [ ! -s "$FAKES/changes" ]
  not_called 'create cluster'
  not_called 'operator init'
  not_called 'token create'
  not_called 'sys/unseal'
}

@test "an image built anew is rolled out, the same one is not" {
  up
  : >"$FAKES/changes"
  FAKE_IMAGE=two up
  [ "$(cat "$FAKES/changes")" = 99-apps/patch/precinct99 ]
}

@test "a vault that sealed itself is opened again with the kept key" {
  up
  rm "$FAKES/cluster/vault-unsealed"
  up
  [ "$status" -eq 0 ]
  [ -e "$FAKES/cluster/vault-unsealed" ]
}

@test "a set-up that changed runs again, without a new password for the database" {
  up
  echo changed >>"$FAKES/objects/openbao/job/vault-setup"
  : >"$FAKES/sql"
  up
  [ "$status" -eq 0 ]
  called 'token create'
  run ! grep -q 'PASSWORD' "$FAKES/sql"
}

@test "certificates near their end are made anew" {
  up
  rm "$FAKES/objects/database/secret/postgres-tls"
  : >"$FAKES/changes"
  up
  [ "$status" -eq 0 ]
  grep -q openbao/secret/openbao-tls "$FAKES/changes"
  grep -q 99-apps/configmap/platform-ca "$FAKES/changes"
}

@test "a renewal that ended before everybody took it into use is done again" {
  up
  rm "$FAKES/objects/database/secret/postgres-tls"
  fails_with pods-stay 'failed while: certificates' 'look at'
  : >"$FAKES/changes"
  : >"$FAKES/calls"
  up
  [ "$status" -eq 0 ]
  grep -q openbao/secret/openbao-tls "$FAKES/changes"
  in_order 'delete pods --selector app.kubernetes.io/name=precinct99' 'delete job vault-setup' 'applied Job/vault-setup'
  : >"$FAKES/changes"
  up
  [ ! -s "$FAKES/changes" ]
}

@test "nothing secret is in an argument, in what is printed, or in a file" {
  up
  local secret secrets printed=$output
  secrets=$(grep -rhoE '(token|key|password): "[^"]+"|PASSWORD .[^;]+' "$FAKES/objects" "$FAKES/sql" | sed -E 's/^[^"'\'']*["'\'']//; s/["'\'']$//')
  [ "$(wc -w <<<"$secrets")" -ge 4 ]
  for secret in $secrets 'PRIVATE KEY' s.LENTTOKEN; do
    [[ $printed != *"$secret"* ]]
    run ! grep -F -- "$secret" "$FAKES/calls"
  done
  [ -z "$(find "$TMPDIR" "$HOME" -type f)" ]
}

@test "the lent token is revoked and its Secret gone, when the set-up went well and when it failed" {
  up
  [ -e "$FAKES/token-revoked" ]
  [ ! -e "$FAKES/objects/openbao/secret/vault-setup" ]
  rm -r "$FAKES/objects/openbao/job" "$FAKES/token-revoked"
  fails_with setup-fails 'the Job vault-setup did not finish' 'mend what they name'
  says 'permission denied on sys/mounts'
  [ -e "$FAKES/token-revoked" ]
  [ ! -e "$FAKES/objects/openbao/secret/vault-setup" ]
}

@test "every missing program is named with where to get it" {
  local program
  for program in kind kubectl java curl openssl; do
    mv "$bin/$program" "$BATS_TEST_TMPDIR/away"
    up
    [ "$status" -eq 1 ]
    says "failed: $program is missing"
    says "next: install"
    mv "$BATS_TEST_TMPDIR/away" "$bin/$program"
  done
  rm "$bin/docker"
  up
  says 'neither docker nor podman is there'
}

@test "podman does where docker is not, and leaves no archive behind" {
  mv "$bin/docker" "$bin/podman"
  up
  [ "$status" -eq 0 ]
  called 'kind load image-archive'
  [ -z "$(find "$TMPDIR" -type f)" ]
}

@test "an engine that does not run" { fails_with engine-not-running 'docker does not answer' 'start it'; }
@test "a cluster that does not answer" { fails_with api-away 'is there and does not answer' 'start its node'; }
@test "a Kubernetes whose kubelets refuse SPIRE's agents" {
  fails_with old-kubernetes 'has Kubernetes 1.32' 'begin anew with kind 0.29 or later'
  not_called 'docker build'
}
@test "manifests that do not fit together" { fails_with kustomize-broken 'could not be put together' 'mend the file'; }
@test "an image that cannot be built" { fails_with image-build-fails 'could not be built' 'mend what'; }
@test "an image that cannot be loaded" { fails_with kind-load-fails 'could not be loaded' 'look for a full disk'; }
@test "a new kind that is not taken into use" { fails_with crd-not-established 'does not take the new kinds' 'look at'; }
@test "a manifest that is refused" { fails_with manifest-refused 'refused a manifest' 'a kind that it does not know'; }
@test "SPIRE that is not ready" { fails_with not-ready-statefulset/spire-server 'statefulset/spire-server in spire-system' 'look at'; }
@test "PostgreSQL that is not ready" { fails_with not-ready-statefulset/postgres 'statefulset/postgres in database' 'look at'; }
@test "an application that is not ready" { fails_with not-ready-deployment/precinct99 'deployment/precinct99 in 99-apps' 'look at'; }
@test "roles that are refused" { fails_with roles-refused 'the roles of PostgreSQL' 'look at'; }
@test "OpenBao that does not start" { fails_with openbao-does-not-start 'did not start within' 'look at'; }
@test "OpenBao that does not answer" { PRECINCT99_PATIENCE=1 fails_with openbao-silent 'OpenBao does not answer' 'look at'; }
@test "OpenBao that cannot be initialised" { fails_with init-fails 'could not be initialised' 'look at'; }
@test "keys that cannot be kept" { fails_with keys-not-kept 'nowhere else' 'begin anew'; }
@test "OpenBao that cannot be unsealed" { fails_with unseal-fails 'could not be unsealed' 'look at'; }
@test "a token that is not lent" { fails_with no-token 'lends no token' 'look at'; }
@test "a password that is refused, whose token is taken back" {
  fails_with password-refused "the vault's login to PostgreSQL could not be prepared" 'look at'
  [ -e "$FAKES/token-revoked" ]
}
@test "a port that cannot be forwarded" { fails_with no-port 'no port could be forwarded' 'look at'; }
@test "an operator who is refused" { fails_with registration-refused 'answered 503' 'look at'; }
@test "a verification that fails" { fails_with verification-fails 'not everything is as it should be' 'the lines above'; }

@test "a failure that nobody has words for says where it was, and how to go on" {
  fails_with role-not-given 'failed while: an operator' 'look at'
  says 'relation "precinct99.users" does not exist'
  says 'then run k8s/up again'
  fails_with verification-fails 'not everything is as it should be' 'the lines above'
  [[ $output != *'failed while'* ]]
}

@test "a key that cannot be made" {
  rm "$bin/openssl"
  # shellcheck disable=SC2016 # for the other shell
  printf '#!/bin/sh\n[ "$1" != genpkey ] || { echo "no curve of that name" >&2; exit 1; }\nexec %q "$@"\n' "$(command -v openssl)" >"$bin/openssl"
  chmod +x "$bin/openssl"
  up
  [ "$status" -eq 1 ]
  says 'no curve of that name'
  says 'openssl could not make a key'
  says 'next: see that OpenSSL 3'
}

@test "lost keys are said, not covered up" {
  up
  rm "$FAKES/objects/openbao/secret/openbao-keys"
  up
  [ "$status" -eq 1 ]
  says 'they are lost'
  says 'begin anew'
}

@test "a cluster that could not be made" {
  fails_with kind-create-fails 'kind could not make the cluster' 'then run k8s/up again'
  [ ! -d "$FAKES/cluster" ]
}

@test "what a killed kind leaves is taken back" {
  fails_with kind-create-killed 'kind could not make the cluster' 'then run k8s/up again'
  [ ! -d "$FAKES/cluster" ]
}

@test "a cluster that somebody else made in the meantime stays" {
  fails_with kind-create-late 'already exist' 'then run k8s/up again'
  [ -d "$FAKES/cluster" ]
  not_called 'delete cluster'
}

@test "clusters that cannot be listed are not taken for none" {
  up
  fails_with kind-list-fails 'kind could not list the clusters' 'see that docker works'
  says 'Cannot connect to the Docker daemon'
  [ -d "$FAKES/cluster" ]
  not_called 'delete cluster'
}

# interrupted_while <what hangs> <what is said>
interrupted_while() {
  FAULT=$1 setsid env --default-signal=INT PATH="$bin" "$root/k8s/up" >"$BATS_TEST_TMPDIR/output" 2>&1 3>&- &
  local pid=$!
  until [[ -e $FAKES/hangs ]]; do
    ((SECONDS < 60))
    sleep 0.1
  done
  kill -INT -- "-$pid"
  wait "$pid" || status=$?
  [ "$status" -eq 130 ]
  grep -q "interrupted while: $2" "$BATS_TEST_TMPDIR/output"
  grep -q 'k8s/up goes on from here' "$BATS_TEST_TMPDIR/output"
}

@test "Ctrl-C while the cluster is made leaves no half of it and says how to go on" {
  interrupted_while kind-create-hangs 'the cluster precinct99'
  [ ! -d "$FAKES/cluster" ]
}

@test "Ctrl-C while the image is loaded leaves no archive behind" {
  mv "$bin/docker" "$bin/podman"
  interrupted_while kind-load-hangs 'the image into the cluster'
  [ -z "$(find "$TMPDIR" -type f)" ]
}

@test "no port stays forwarded" {
  up
  run ! kill -0 "$(<"$FAKES/forwarder")"
}

@test "after any failure the next run goes on" {
  local fault
  for fault in manifest-refused init-fails unseal-fails no-token setup-fails not-ready-deployment/precinct99; do
    FAULT=$fault up
    [ "$status" -eq 1 ]
  done
  up
  [ "$status" -eq 0 ]
  [ "$(grep -c 'create cluster' "$FAKES/calls")" -eq 1 ]
}
