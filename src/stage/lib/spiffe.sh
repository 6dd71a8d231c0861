# shellcheck shell=bash disable=SC2034 # the other files use what is set here
# Who gives the identities: SPIRE where its programs are on PATH, else the development trust domain of the tests.

SPIRE_NODE_ID=spiffe://$TRUST_DOMAIN/stage/node
SPIRE_HOME=$STAGE_DIR/spire
SPIRE_X509_TTL=${STAGE_SVID_TTL:-1h}
SPIRE_JWT_TTL=${STAGE_JWT_TTL:-5m}

find_spiffe() {
  [[ -d $SPIRE_HOME || -d $STAGE_DIR/trust-domain ]] || rm -f "$STAGE_DIR/chosen/spiffe"
  SPIFFE_KIND=$(remembered spiffe choose_spiffe)
  [[ ${STAGE_SPIFFE:-$SPIFFE_KIND} == "$SPIFFE_KIND" ]] ||
    fail "this stage was made with '$SPIFFE_KIND' identities: run '$0 reset' before choosing '$STAGE_SPIFFE'"
  SPIRE_SERVER_SOCKET=$SOCKETS/server.sock
  SPIRE_AGENT_SOCKET=$SOCKETS/agent.sock
  OIDC_HOST=localhost
  [[ $SPIFFE_KIND == spire ]] || OIDC_HOST=127.0.0.1 # what the development trust domain calls itself
  JWT_ISSUER=https://$OIDC_HOST:${OIDC_LISTEN##*:}
  JWKS_URL=$JWT_ISSUER/keys
  case $SPIFFE_KIND in
    spire)
      has_spire || fail "this stage is one with SPIRE, whose programs are not all on PATH or in PRECINCT99_TOOLS" \
        "(spire-server, spire-agent, oidc-discovery-provider): put them there, or run: $0 reset"
      SPIFFE_PROGRAMS=(spire-server spire-agent oidc)
      SPIFFE_VERSION="SPIRE $(spire-server --version 2>&1 | head -n 1) (real)"
      SPIFFE_BUNDLE=$SPIRE_HOME/bundle.pem
      JWKS_CA=$TLS_HOME/ca.pem
      ;;
    development)
      SPIFFE_PROGRAMS=(trust-domain)
      SPIFFE_VERSION="SPIFFE: development trust domain (SPIRE not on PATH)"
      ! has_spire || SPIFFE_VERSION="SPIFFE: development trust domain (chosen by STAGE_SPIFFE)"
      SPIFFE_BUNDLE=$STAGE_DIR/trust-domain/bundle.pem
      JWKS_CA=$STAGE_DIR/trust-domain/jwks-ca.pem
      ;;
    *) fail "STAGE_SPIFFE is '$SPIFFE_KIND': use spire or development" ;;
  esac
}
has_spire() {
  command -v spire-server && command -v spire-agent && command -v oidc-discovery-provider
} >/dev/null
choose_spiffe() {
  if [[ -n ${STAGE_SPIFFE:-} ]]; then
    say "$STAGE_SPIFFE"
  elif has_spire; then
    say spire
  else
    say development
  fi
}

spire() { spire-server "$@" -socketPath "$SPIRE_SERVER_SOCKET"; }
jwks_answers() { curl --silent --fail --noproxy '*' --max-time 2 --cacert "$JWKS_CA" "$JWKS_URL"; }

start_spire-server() {
  if ! runs spire-server; then
    mkdir -p "$SPIRE_HOME/server"
    rm -f "$SPIRE_SERVER_SOCKET"
    render "$SETUP/spire/server.conf" "$SPIRE_HOME/spire-server.conf"
    launch spire-server spire-server run -config "$SPIRE_HOME/spire-server.conf"
  fi
  until_ready 30 spire-server spire healthcheck
  write_bundle
}
write_bundle() {
  spire bundle show >"$SPIFFE_BUNDLE.new"
  mv "$SPIFFE_BUNDLE.new" "$SPIFFE_BUNDLE"
}

# An agent that was away for longer than its certificate lives is attested again, with a new join token.
start_spire-agent() {
  ! runs spire-agent || return 0
  SPIRE_JOIN_TOKEN=
  if [[ -d $SPIRE_HOME/agent ]]; then
    launch_agent
    agent_serves && return
    halt spire-agent
    rm -rf "$SPIRE_HOME/agent"
  fi
  SPIRE_JOIN_TOKEN=$(spire token generate -spiffeID "$SPIRE_NODE_ID" | sed -n 's/^Token: //p')
  launch_agent
  until_ready 20 spire-agent spire-agent healthcheck -socketPath "$SPIRE_AGENT_SOCKET"
}
launch_agent() {
  mkdir -p "$SPIRE_HOME/agent"
  rm -f "$SPIRE_AGENT_SOCKET"
  render "$SETUP/spire/agent.conf" "$SPIRE_HOME/spire-agent.conf"
  launch spire-agent spire-agent run -config "$SPIRE_HOME/spire-agent.conf"
}
agent_serves() {
  (until_ready 10 spire-agent spire-agent healthcheck -socketPath "$SPIRE_AGENT_SOCKET") 2>/dev/null
}

start_oidc() {
  if ! runs oidc; then
    render "$SETUP/spire/oidc-discovery-provider.conf" "$SPIRE_HOME/oidc.conf"
    launch oidc oidc-discovery-provider -config "$SPIRE_HOME/oidc.conf"
  fi
  until_ready 30 oidc jwks_answers
}

create_entry() { # <SPIFFE ID>
  local SPIFFE_ID=$1
  if [[ $SPIFFE_KIND != spire ]]; then
    restart_trust_domain "$1" --entry "$1"
    return
  fi
  [[ -z $(entry_ids "$SPIFFE_ID") ]] || return 0
  render "$SETUP/spire/entry-precinct99.json" "$SPIRE_HOME/entry.json"
  spire entry create -data "$SPIRE_HOME/entry.json"
}
delete_entry() { # <SPIFFE ID>
  local id
  if [[ $SPIFFE_KIND != spire ]]; then
    restart_trust_domain "$1"
    return
  fi
  for id in $(entry_ids "$1"); do spire entry delete -entryID "$id"; done
}
entry_ids() { spire entry show -spiffeID "$1" | sed -n 's/^Entry ID *: //p'; }

# The development trust domain reads its only entry when it starts.
restart_trust_domain() { # <SPIFFE ID> <argument…>
  [[ $1 == "$SPIFFE_ID" ]] || fail "the development trust domain knows $SPIFFE_ID only"
  shift
  say "$*" >"$STAGE_DIR/chosen/entry"
  halt trust-domain
  start_trust-domain
}

start_trust-domain() {
  local home=$STAGE_DIR/trust-domain classes
  if ! runs trust-domain; then
    compile_trust_domain
    rm -rf "$home/classes" "$SPIRE_AGENT_SOCKET"
    mkdir -p "$home/classes"
    for classes in "$ROOT"/target/{test-,}classes; do # a copy, so that Maven may clean while it runs
      [[ ! -d $classes ]] || cp -R "$classes/." "$home/classes"
    done
    local x509=${SPIRE_X509_TTL^^} jwt=${SPIRE_JWT_TTL^^}
    # shellcheck disable=SC2046 # no word or two
    CLASSPATH=$home/classes:$(<"$ROOT/target/test-classpath.txt") \
      launch trust-domain "${JAVA_HOME:+$JAVA_HOME/bin/}java" io.precinct99.stage.spiffe.DevelopmentTrustDomainMain \
      --state "$home" --trust-domain "$TRUST_DOMAIN" --socket "$SPIRE_AGENT_SOCKET" --jwks-port "${OIDC_LISTEN##*:}" \
      --x509-svid-life "PT$x509" --jwt-svid-life "PT$jwt" --common-name $(remembered_entry)
  fi
  until_ready 60 trust-domain trust_domain_serves
}
remembered_entry() {
  local file=$STAGE_DIR/chosen/entry
  [[ -e $file ]] || say "--entry $SPIFFE_ID" >"$file"
  cat "$file"
}
trust_domain_serves() { [[ -S $SPIRE_AGENT_SOCKET && -s $SPIFFE_BUNDLE && -s $JWKS_CA ]] && jwks_answers; }
compile_trust_domain() {
  local package=java/io/precinct99/stage/spiffe
  local class=$ROOT/target/test-classes/${package#java/}/DevelopmentTrustDomainMain.class
  local classpath=$ROOT/target/test-classpath.txt
  [[ ! -e $class || ! $classpath -nt $ROOT/pom.xml || $(find "$ROOT/src/test/$package" -newer "$class") ]] || return 0
  need mvn maven
  say "Compiling the development trust domain"
  mvn --quiet --batch-mode -Dstyle.color=never --file "$ROOT/pom.xml" process-test-classes ||
    fail "Maven could not compile it, see above"
}
