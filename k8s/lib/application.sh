# shellcheck shell=bash
# SPIRE, then the application; an operator; the verification from outside.

start_spire() {
  step "SPIRE"
  ready spire-system statefulset/spire-server
  ready spire-system daemonset/spire-agent
  ready spire-system deployment/spire-oidc
}

start_application() {
  step "the application"
  # The image's name stays when it is built anew, so its id is what makes a new roll-out. The same id changes nothing.
  k --namespace 99-apps patch deployment precinct99 --patch \
    "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"precinct99.io/image\": \"$IMAGE_ID\"}}}}}" >/dev/null
  ready 99-apps deployment/precinct99
}

# A free port on loopback, for as long as up runs.
forward_port() {
  local waited=0 line=
  exec {FORWARDED}< <(exec kubectl --context "kind-$CLUSTER" --namespace 99-apps port-forward --address 127.0.0.1 service/precinct99 :9080 2>&1)
  FORWARDER=$!
  while ((waited++ < 20)) && read -r -t "$PATIENCE" line <&"$FORWARDED"; do
    [[ ! $line =~ 127\.0\.0\.1:([0-9]+) ]] || break
  done
  ADDRESS=http://127.0.0.1:${BASH_REMATCH[1]:-}
  [[ ${BASH_REMATCH[1]:-} ]] || fail "no port could be forwarded to the application: $line" \
    "look at: kubectl --context kind-$CLUSTER --namespace 99-apps get pods,endpointslices" "then run k8s/up again"
}
end_forwarding() {
  [[ ${FORWARDER:-} ]] || return 0
  kill "$FORWARDER" 2>/dev/null || true
  wait "$FORWARDER" 2>/dev/null || true
  FORWARDER=
}

# Its password is made here and kept in the cluster. Roles are given in the database: there is no API for it yet.
make_operator() {
  local status
  step "an operator"
  has 99-apps secret operator || printf 'password %s\n' "$(random)" | make_secret 99-apps operator
  OPERATOR_PASSWORD=$(secret_value 99-apps operator password)
  status=$(printf '{"username": "operator", "email": "operator@precinct99.internal", "password": "%s"}' "$OPERATOR_PASSWORD" |
    curl --silent --noproxy '*' --max-time 30 --output /dev/null --write-out '%{http_code}' \
      --header 'Content-Type: application/json' --data @- "$ADDRESS/api/v1/auth/register") || true
  [[ $status == 201 || $status == 409 ]] || fail "the operator could not be registered: the application answered ${status:-nothing}" \
    "look at: kubectl --context kind-$CLUSTER --namespace 99-apps logs deployment/precinct99" "then run k8s/up again"
  printf "UPDATE precinct99.users SET role = 'operator' WHERE username = 'operator';\n" | sql >/dev/null
}

verify() {
  step "verifying it from outside"
  PRECINCT99_OPERATOR_PASSWORD=$OPERATOR_PASSWORD java "$ROOT/src/verify/Verify.java" "$ADDRESS" --operator operator ||
    fail "it runs, and not everything is as it should be, see above" "the lines above name it; the whole of it again: k8s/up" \
      "look at: kubectl --context kind-$CLUSTER --namespace 99-apps logs deployment/precinct99"
}

summary() {
  local kubectl="kubectl --context kind-$CLUSTER"
  cat <<EOF

Precinct 99 runs in the cluster $CLUSTER.
  reach it:   $kubectl --namespace 99-apps port-forward service/precinct99 9080
  API:        http://localhost:9080/docs
  log in as:  operator, password: $kubectl --namespace 99-apps get secret operator -o jsonpath='{.data.password}' | base64 --decode
              or register yourself: POST http://localhost:9080/api/v1/auth/register
  the vault:  $kubectl --namespace openbao port-forward service/openbao 8200, token: Secret openbao-keys, key root-token
  end it:     k8s/down
EOF
}
