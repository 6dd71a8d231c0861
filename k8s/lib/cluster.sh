# shellcheck shell=bash disable=SC2034 # the other files use what is set here
# The programs, the container engine, the kind cluster and the image in it.

OLDEST_MINOR=33 # from which on a kubelet lets somebody see its pods who may do nothing else (k8s/base/spire/agent.yaml)

need() { command -v "$1" >/dev/null || fail "$1 is missing" "$2"; }

check_tools() {
  step "looking for the programs"
  ((BASH_VERSINFO[0] >= 5)) || fail "this is bash $BASH_VERSION" "install bash 5 and put it first on PATH (macOS: brew install bash)"
  need kind "install kind: https://kind.sigs.k8s.io/docs/user/quick-start"
  need kubectl "install kubectl: https://kubernetes.io/docs/tasks/tools"
  need java "install a JDK 17 or later (Debian: apt-get install openjdk-17-jdk-headless)"
  need curl "install curl (Debian: apt-get install curl)"
  need openssl "install OpenSSL 3 (Debian: apt-get install openssl)"
  [[ $(openssl version) == "OpenSSL "[3-9]* ]] ||
    fail "$(openssl version) cannot make the certificates" "put OpenSSL 3 or later first on PATH"
  if command -v docker >/dev/null; then
    ENGINE=docker
  elif command -v podman >/dev/null; then
    ENGINE=podman
    export KIND_EXPERIMENTAL_PROVIDER=podman
  else
    fail "neither docker nor podman is there" "install one of them: https://docs.docker.com/engine/install or https://podman.io"
  fi
  "$ENGINE" info >/dev/null 2>&1 ||
    fail "$ENGINE does not answer" "start it, and see that this user may use it: $ENGINE info"
}

# A list that cannot be had is not an empty one.
cluster_exists() {
  local clusters
  clusters=$(kind get clusters) || fail "kind could not list the clusters, see above" "see that $ENGINE works: $ENGINE ps --all" "then run it again"
  grep -xF -- "$CLUSTER" <<<"$clusters" >/dev/null
}

make_cluster() {
  local minor
  step "the cluster $CLUSTER"
  if ! cluster_exists; then
    HALF_MADE=cluster
    kind create cluster --name "$CLUSTER" --wait "${PATIENCE}s" --config - <<EOF_CLUSTER || cluster_not_made $?
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    labels:
      $MADE_BY: up
EOF_CLUSTER
    HALF_MADE=
  fi
  k get --raw=/readyz >/dev/null 2>&1 || fail "the cluster $CLUSTER is there and does not answer" \
    "start its node: $ENGINE start $CLUSTER-control-plane" "or begin anew: k8s/down --force, then k8s/up"
  minor=$(k get --raw=/version | sed -n 's/.*"gitVersion": *"v1\.\([0-9]*\).*/\1/p')
  [[ ${minor:-0} -ge $OLDEST_MINOR ]] || fail "the cluster $CLUSTER has Kubernetes 1.${minor:-?}, whose kubelets refuse SPIRE's agents" \
    "begin anew with kind 0.29 or later, whose nodes have 1.$OLDEST_MINOR or later: k8s/down, then k8s/up"
}
# A kind that fails takes back itself what it made: what is there now is somebody else's, made in the meantime. A killed one does not.
cluster_not_made() { # <exit status of kind>
  [[ $1 -gt 128 ]] || HALF_MADE=
  fail "kind could not make the cluster, see above" "often too little memory or an old kind: give $ENGINE 6 GB, take kind 0.29 or later" \
    "then run k8s/up again: nothing is left of this try"
}

# A cluster in the middle of its making is of no use to anybody.
take_back_cluster() { kind delete cluster --name "$CLUSTER" >/dev/null 2>&1 || say "  next: kind delete cluster --name $CLUSTER" >&2; }

build_image() {
  step "the image"
  "$ENGINE" build --tag "$IMAGE" "$ROOT" || fail "the image could not be built, see above" \
    "mend what the lines above name (a registry that is not reached?), then run k8s/up again"
  IMAGE_ID=$("$ENGINE" image inspect --format '{{.Id}}' "$IMAGE")
}

load_image() {
  step "the image into the cluster"
  if [[ $ENGINE == docker ]]; then
    kind load docker-image "$IMAGE" --name "$CLUSTER" || image_not_loaded
  else # kind reads an archive more than once, so a pipe will not do
    ARCHIVE=$(mktemp)
    podman save --output "$ARCHIVE" "$IMAGE" || image_not_loaded
    kind load image-archive "$ARCHIVE" --name "$CLUSTER" || image_not_loaded
    remove_archive
  fi
}
remove_archive() { [[ ! ${ARCHIVE:-} ]] || rm -f "$ARCHIVE"; }
image_not_loaded() {
  fail "the image could not be loaded into the cluster, see above" "look for a full disk: $ENGINE system df" "then run k8s/up again"
}
