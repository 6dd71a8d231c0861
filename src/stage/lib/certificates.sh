# shellcheck shell=bash
# The stage's own certificate authority and the certificates of its servers, renewed a week before they end.

make_certificates() {
  local ca=$TLS_HOME/ca
  if ! lasts "$ca.pem"; then
    down >/dev/null # nothing keeps running on certificates of an authority that is gone
    rm -f "$TLS_HOME"/*
    certificate_settings "Precinct 99 stage CA" critical,CA:TRUE critical,keyCertSign,cRLSign >"$TLS_HOME/ca.cnf"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 398 -sha256 \
      -config "$TLS_HOME/ca.cnf" -extensions extensions -keyout "$ca.key" -out "$ca.pem" 2>/dev/null
  fi
  local name
  for name in postgres vault oidc; do
    lasts "$TLS_HOME/$name.pem" || {
      halt "$name" # it reads its certificate when it starts
      make_certificate "$name"
    }
  done
}

lasts() { [[ -s $1 ]] && openssl x509 -in "$1" -noout -checkend 604800 >/dev/null; }

make_certificate() {
  local file=$TLS_HOME/$1
  {
    certificate_settings "Precinct 99 stage $1" critical,CA:FALSE critical,digitalSignature
    say "extendedKeyUsage = serverAuth"
    say "subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1"
  } >"$file.cnf"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 \
    -config "$file.cnf" -keyout "$file.key" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -days 397 -sha256 -CA "$TLS_HOME/ca.pem" -CAkey "$TLS_HOME/ca.key" \
    -set_serial "0x$(openssl rand -hex 16)" -extfile "$file.cnf" -extensions extensions -out "$file.pem" 2>/dev/null
}

certificate_settings() { # <common name> <basic constraints> <key usage>
  cat <<EOF
[req]
distinguished_name = name
prompt = no
[name]
CN = $1
[extensions]
basicConstraints = $2
keyUsage = $3
subjectKeyIdentifier = hash
EOF
}
