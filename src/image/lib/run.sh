# shellcheck shell=bash disable=SC2154,SC2034 # what src/image/check sets
# The container on the real stage, and what is asked of it.

NAME=precinct99-check-$$
GRACE=30 # seconds; a cluster gives more
started=

real() { PRECINCT99_STAGE_DIR=$work/stage src/stage/real "$@"; }

start_stage() {
  STAGE_APP_UID=12345 real up
}

start_container() {
  local variable
  port=$(free_port)
  address=http://localhost:$port
  set -a
  # shellcheck source=/dev/null
  source "$work/stage/stage.env"
  set +a
  # What the stage keeps for its owner alone, as a cluster hands it over: a socket, and certificates that all may read
  local socket=${SPIFFE_ENDPOINT_SOCKET#unix:}
  chmod a+rw "$socket" # as SPIRE's; the development trust domain serves one user
  install -m 0644 "$VAULT_CACERT" "$work/ca.pem"
  local environment=(
    --env SPIFFE_ENDPOINT_SOCKET=unix:/run/spire/agent.sock --env VAULT_CACERT=/etc/precinct99/ca.pem
    --env DB_SSLROOTCERT=/etc/precinct99/ca.pem --env HTTP_PORT="$port"
  )
  for variable in PRECINCT99_STAGE VAULT_ADDR DB_HOST DB_PORT DB_NAME DB_SSLMODE; do environment+=(--env "$variable"); done
  started=$SECONDS
  podman run --detach --name "$NAME" --network host --pull=never --user 12345:0 --read-only --read-only-tmpfs=false \
    --tmpfs /tmp:rw,exec,nosuid,nodev,size=128m --cap-drop ALL --security-opt no-new-privileges --memory 512m --memory-swap 512m \
    --volume "$socket:/run/spire/agent.sock" --volume "$work/ca.pem:/etc/precinct99/ca.pem:ro" \
    "${environment[@]}" "$IMAGE" >"$work/output" 2>&1 || { cat "$work/output" >&2; return 1; }
}
remove_container() {
  [[ -n $started ]] || return 0
  podman logs "$NAME" >target/image/container.log 2>&1 || true
  podman rm --force --time 5 "$NAME" >/dev/null 2>&1 || true
}

inside() { podman exec "$NAME" "$@"; }
configured() { [[ $(podman image inspect --format "$1" "$IMAGE") == "$2" ]]; }
has_no() { inside sh -c "! command -v $1"; }
status_has() { inside grep -q "$1" /proc/1/status; }
refused() { # <file>
  local said
  if said=$(inside touch "$1" 2>&1); then return 1; fi
  [[ $said == *"Read-only file system"* ]]
}

check_image() {
  check 'the user of the image is no root' configured '{{.Config.User}}' 1001
  check 'it has a health check' configured '{{index .Config.Healthcheck.Test 0}}' CMD
  check 'it says its revision' configured '{{index .Config.Labels "org.opencontainers.image.revision"}}' "$revision"
  # shellcheck disable=SC2016 # a template of Go's
  check 'it listens on 9080' configured '{{range $port, $_ := .Config.ExposedPorts}}{{$port}}{{end}}' 9080/tcp
}

ready() { curl --silent --fail --max-time 5 "$address/health/ready"; }
wait_until_ready() {
  local end=$((SECONDS + 240))
  until ready; do
    ((SECONDS < end)) || { podman logs --tail 20 "$NAME"; return 1; }
    sleep 0.5
  done
}

check_container() {
  check 'ready on the real stage' wait_until_ready
  printf '      after %s s\n' "$((SECONDS - started))"
  check 'process 1 is the server' inside grep -qa ws-server.jar /proc/1/cmdline
  check 'any user of group 0' status_has '^Uid:.12345.12345.12345.12345$'
  check 'no capability' status_has '^CapEff:.0000000000000000$'
  check 'no new privileges' status_has '^NoNewPrivs:.1$'
  local path
  for path in / /config /config/apps /opt/ol/wlp /logs /etc /var/tmp /run /licenses; do
    check "no write to $path" refused "$path/x"
  done
  check 'writes to /tmp' inside touch /tmp/x
  local program
  for program in mvn javac jar gcc; do check "no $program" has_no "$program"; done
  check 'no key store, and no password of one' not inside grep -rli keystore /config/configDropins
  check 'bill of materials and licences are in it' inside test -s /licenses/precinct99.cdx.json -a -s /licenses/licences.txt
  check 'the health check says yes' podman healthcheck run "$NAME"
  check 'and no where nobody answers' not inside env HTTP_PORT=1 /opt/precinct99/healthy
}

verify() {
  local name=operator-$$ password
  password=$(openssl rand -hex 12)
  curl --silent --show-error --fail --max-time 20 "$address/api/v1/auth/register" -H 'Content-Type: application/json' \
    -d "{\"username\": \"$name\", \"email\": \"$name@example.org\", \"password\": \"$password\"}"
  real sql "UPDATE precinct99.users SET role = 'operator' WHERE username = '$name'"
  # The network is the cluster's business.
  PRECINCT99_OPERATOR_PASSWORD=$password java src/verify/Verify.java "$address" --operator "$name" --skip-network
}
one_role() { [[ $(real roles | grep -c .) == 1 ]]; }
some_lease() { real leases | grep .; }

check_work() {
  check 'register, log in, own account, refusals, rotation (src/verify)' verify
  grep -E 'rotation|passed' "$work/output" | sed 's/^/      /' || true
  check 'one login is lent' one_role
  check 'the vault names its lease' some_lease
  check 'within 512 MiB, not ended by the kernel' not_out_of_memory
  sed 's/^/      /' "$work/output"
}
not_out_of_memory() {
  inside sed -n 's/^VmHWM:/process 1 had at most/p' /proc/1/status
  inside du -sk /tmp
  [[ $(podman inspect --format '{{.HostConfig.Memory}} {{.State.OOMKilled}}' "$NAME") == "$((512 << 20)) false" ]]
}

# HotSpot says before any server runs that it shares fewer classes, as text; the JVM of the real base says nothing.
json_lines() {
  podman logs "$NAME" 2>&1 | python3 -c '
import json, sys
lines = [line for line in sys.stdin.read().splitlines() if line and " VM warning: " not in line]
print(len(lines), "lines")
for line in lines: assert isinstance(json.loads(line), dict), line
assert any("io.precinct99" in line for line in lines), "nothing of the application"'
}
stops() {
  local start=$SECONDS
  podman stop --time "$GRACE" "$NAME"
  stopped_after=$((SECONDS - start))
  local code
  code=$(podman inspect --format '{{.State.ExitCode}}' "$NAME")
  echo "exit status $code"
  [[ $code == 0 || $code == 143 ]] && ((stopped_after < GRACE))
}
nothing_left() {
  local roles leases
  roles=$(real roles) || return
  leases=$(real leases) || return
  printf '%s\n' "$roles" "$leases"
  [[ -z $roles$leases ]]
}

check_stop() {
  check "stops within its grace period of $GRACE s" stops
  printf '      after %s s\n' "$stopped_after"
  check 'no login and no lease is left' nothing_left
  check 'every line of its log is JSON' json_lines
  sed 's/^/      /' "$work/output"
}
