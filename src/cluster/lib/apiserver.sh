# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # src/cluster/check reads all of these files
# A real API server with its etcd, on loopback, for as long as the check runs. No controller, scheduler or kubelet: objects
# are admitted and kept, and nothing happens with them.

# shellcheck source=../../stage/lib/ports.sh
source "$here/../stage/lib/ports.sh"

start_apiserver() {
  local etcd port peer token
  etcd=http://127.0.0.1:$(free_port) peer=http://127.0.0.1:$(free_port) port=$(free_port)
  token=$(openssl rand -hex 16)
  printf '%s,admin,admin,system:masters\n' "$token" >"$WORK/tokens.csv"
  openssl genrsa -out "$WORK/accounts.key" 2048 2>/dev/null
  "$PROGRAMS/etcd" --data-dir="$WORK/etcd" --unsafe-no-fsync --listen-client-urls="$etcd" --advertise-client-urls="$etcd" \
    --listen-peer-urls="$peer" --initial-advertise-peer-urls="$peer" --initial-cluster="default=$peer" \
    >"$WORK/etcd.log" 2>&1 &
  SERVERS+=("$!")
  # Pods name accounts that no controller gives a token to.
  "$PROGRAMS/apiserver" --etcd-servers="$etcd" --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$port" \
    --cert-dir="$WORK/certificates" --token-auth-file="$WORK/tokens.csv" --authorization-mode=RBAC --allow-privileged \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$WORK/accounts.key" \
    --service-account-signing-key-file="$WORK/accounts.key" --service-cluster-ip-range=10.96.0.0/16 \
    --endpoint-reconciler-type=none --disable-admission-plugins=ServiceAccount >"$WORK/apiserver.log" 2>&1 &
  SERVERS+=("$!")
  cat >"$WORK/kubeconfig" <<EOF
apiVersion: v1
kind: Config
current-context: check
contexts: [{name: check, context: {cluster: check, user: check}}]
clusters: [{name: check, cluster: {server: "https://127.0.0.1:$port", insecure-skip-tls-verify: true}}]
users: [{name: check, user: {token: "$token"}}]
EOF
  export KUBECONFIG=$WORK/kubeconfig
  until_ready
}

until_ready() {
  local end=$((SECONDS + 120))
  until k get --raw=/readyz >/dev/null 2>&1 && k get priorityclass system-node-critical >/dev/null 2>&1; do
    if ((SECONDS >= end)) || ! kill -0 "${SERVERS[@]}" 2>/dev/null; then
      tail -n 5 "$WORK/etcd.log" "$WORK/apiserver.log" >&2
      echo "the API server did not start within 120 s" >&2
      exit 2
    fi
    sleep 0.3
  done
}

k() { "$PROGRAMS/kubectl" --cache-dir="$WORK/cache" "$@"; }

stop_servers() {
  # At once: nothing of theirs is kept, and an API server that has lost its etcd takes minutes to end politely.
  [[ ${#SERVERS[@]} -eq 0 ]] || kill -KILL "${SERVERS[@]}" 2>/dev/null || true
  [[ ${#SERVERS[@]} -eq 0 ]] || wait "${SERVERS[@]}" 2>/dev/null || true
}
