# shellcheck shell=bash disable=SC2034 # the other files use what is set here
# Names, and the small words the other files speak with.

ROOT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
CLUSTER=${PRECINCT99_CLUSTER:-precinct99}
OVERLAY=$ROOT/k8s/overlays/kind
IMAGE=docker.io/library/precinct99:latest # what "precinct99:latest" means to a node
MADE_BY=precinct99.io/made-by             # label of the node of a cluster that up made, set in the moment of its making
PATIENCE=${PRECINCT99_PATIENCE:-300}      # seconds to wait for one part

STEP=starting
say() { printf '%s\n' "$*"; }
step() {
  STEP=$1
  say "· $1"
}
# fail <what is wrong> <what to do next…>
fail() {
  local next
  EXPLAINED=yes
  say "failed: $1" >&2
  shift
  for next in "$@"; do say "  next: $next" >&2; done
  exit 1
}

# What nobody had words for: the program that failed had its own, above.
fail_unexplained() {
  say "failed while: $STEP" >&2
  say "  next: look at the lines above, and at: kubectl --context kind-$CLUSTER get pods --all-namespaces" >&2
  say "  next: then run k8s/up again: it goes on from here; k8s/down removes everything" >&2
}

# Always this cluster, whatever the current context is by now.
k() { kubectl --context "kind-$CLUSTER" "$@"; }
# has <namespace> <kind> <name>
has() { k --namespace "$1" get "$2" "$3" --output=name >/dev/null 2>&1; }

# Secrets go through pipes and shell variables only: bash's printf is no process, so no argument list shows them.
random() { openssl rand -hex 24; }
# secret_value <namespace> <secret> <key>
secret_value() { k --namespace "$1" get secret "$2" --output="jsonpath={.data.$3}" | base64 --decode; }
# make_secret <namespace> <secret>: "key value" lines on standard input
make_secret() {
  local key value
  {
    printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: %s, namespace: %s}\nstringData:\n' "$2" "$1"
    while read -r key value; do printf '  %s: "%s"\n' "$key" "$value"; done
  } | k create --filename=- >/dev/null
}
