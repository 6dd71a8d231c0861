# shellcheck shell=bash
# TLS of the development cluster: an authority that lives in this process only, and a certificate for each server.
# Its key is forgotten at the end: when a certificate nears its end, or one is missing, all are made anew.

# <namespace> <secret> <names in the certificate…>
TLS_SERVERS=(
  "openbao openbao-tls openbao.openbao.svc openbao.openbao.svc.cluster.local *.openbao-internal.openbao.svc.cluster.local"
  "database postgres-tls postgres.database.svc postgres.database.svc.cluster.local"
  "spire-system oidc-tls spire-oidc.spire-system.svc spire-oidc.spire-system.svc.cluster.local"
)
TLS_CLIENTS=(99-apps openbao) # where the ConfigMap platform-ca is read
TLS_DAYS=397
IN_USE=precinct99.io/in-use # annotation of openbao/platform-ca: everybody runs with certificates of this authority

make_certificates() {
  local entry
  step "certificates"
  ! certificates_last || return 0
  make_authority
  # The authority comes last, and last of all that it is in use: an interrupted run is found incomplete by the next one, which
  # begins anew.
  for entry in "${TLS_CLIENTS[@]}"; do
    k --namespace "$entry" delete configmap platform-ca --ignore-not-found >/dev/null
  done
  for entry in "${TLS_SERVERS[@]}"; do
    read -ra words <<<"$entry"
    make_certificate "${words[@]}"
  done
  for entry in "${TLS_CLIENTS[@]}"; do
    printf '%s\n' "$CA" | k --namespace "$entry" create configmap platform-ca --from-file=ca.crt=/dev/stdin >/dev/null
  done
  start_again
  k --namespace openbao annotate configmap platform-ca "$IN_USE=true" >/dev/null
}

# Whoever runs with older ones, and the set-up that told the vault the older authority. The first time nobody does.
start_again() {
  local entry
  for entry in "openbao openbao" "database postgres" "spire-system spire-oidc" "99-apps precinct99"; do
    k --namespace "${entry% *}" delete pods --selector "app.kubernetes.io/name=${entry#* }" --timeout="${PATIENCE}s" >/dev/null
  done
  k --namespace openbao delete job vault-setup --ignore-not-found >/dev/null
}

certificates_last() {
  local entry namespace secret ca certificate
  ca=$(k --namespace openbao get configmap platform-ca --output='jsonpath={.data.ca\.crt}' 2>/dev/null) || return 1
  [[ $(k --namespace openbao get configmap platform-ca --output="jsonpath={.metadata.annotations.${IN_USE//./\\.}}") == true ]] || return 1
  for entry in "${TLS_CLIENTS[@]}"; do has "$entry" configmap platform-ca || return 1; done
  for entry in "${TLS_SERVERS[@]}"; do
    read -r namespace secret _ <<<"$entry"
    certificate=$(secret_value "$namespace" "$secret" 'tls\.crt' 2>/dev/null) || return 1
    printf '%s\n' "$certificate" | openssl x509 -noout -checkend $((30 * 86400)) >/dev/null 2>&1 || return 1
    printf '%s\n' "$certificate" | openssl verify -CAfile <(printf '%s\n' "$ca") >/dev/null 2>&1 || return 1
  done
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }
no_key() { fail "openssl could not make a key, see above" "see that OpenSSL 3 is first on PATH, then run k8s/up again"; }

make_authority() {
  CA_KEY=$(new_key) || no_key
  CA=$(openssl req -x509 -new -sha256 -days "$TLS_DAYS" -key <(printf '%s\n' "$CA_KEY") -config <(certificate_settings \
    "Precinct 99 development CA" critical,CA:TRUE critical,keyCertSign,cRLSign)) ||
    fail "openssl could not make the development authority, see above" "see that OpenSSL 3 is first on PATH, then run k8s/up again"
}

# make_certificate <namespace> <secret> <names…>
make_certificate() {
  local namespace=$1 secret=$2 key certificate name names=DNS:localhost,IP:127.0.0.1
  shift 2
  for name in "$@"; do names+=,DNS:$name; done
  key=$(new_key) || no_key
  certificate=$(openssl req -x509 -new -sha256 -days "$TLS_DAYS" -key <(printf '%s\n' "$key") \
    -CA <(printf '%s\n' "$CA") -CAkey <(printf '%s\n' "$CA_KEY") -set_serial "0x$(openssl rand -hex 16)" \
    -config <(
      certificate_settings "$secret" critical,CA:FALSE critical,digitalSignature
      printf 'extendedKeyUsage = serverAuth\nsubjectAltName = %s\n' "$names"
    )) || fail "openssl could not make the certificate $secret, see above" "see that OpenSSL 3 is first on PATH, then run k8s/up again"
  {
    printf 'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {name: %s, namespace: %s}\nstringData:\n' "$secret" "$namespace"
    printf '  tls.crt: |\n%s\n  tls.key: |\n%s\n  ca.crt: |\n%s\n' "$(indent "$certificate")" "$(indent "$key")" "$(indent "$CA")"
  } | k apply --server-side --force-conflicts --filename=- >/dev/null
}
indent() { printf '    %s\n' "${1//$'\n'/$'\n    '}"; }

certificate_settings() { # <common name> <basic constraints> <key usage>
  printf '[req]\ndistinguished_name = name\nx509_extensions = extensions\nprompt = no\n[name]\nCN = %s\n[extensions]\n' "$1"
  printf 'basicConstraints = %s\nkeyUsage = %s\nsubjectKeyIdentifier = hash\n' "$2" "$3"
}
