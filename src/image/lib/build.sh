# shellcheck shell=bash disable=SC2154,SC2034 # what src/image/check sets
# Stand-ins of the bases, and the image on them; in a storage of its own below $work.

IMAGE=localhost/precinct99:check

install_packages() {
  local missing=() pair
  for pair in buildah:buildah podman:podman runc:runc mmdebstrap:mmdebstrap unzip:unzip curl:curl python3:python3; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
  if [[ ${#missing[@]} -gt 0 ]]; then
    [[ $(id -u) -eq 0 ]] || { echo "install these packages first: ${missing[*]}" >&2; exit 1; }
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
  fi
  [[ $(id -u) -eq 0 ]] || { echo 'run this as root: it makes root file systems' >&2; exit 1; }
}

# Whoever has images of his own on this machine keeps them, and sees none of these.
use_own_storage() {
  cat >"$work/storage.conf" <<EOF
[storage]
driver = "overlay"
graphroot = "$work/storage"
runroot = "$work/storage-run"
EOF
  cat >"$work/containers.conf" <<'EOF'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
EOF
  export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf BUILDAH_ISOLATION=chroot
}
remove_storage() {
  buildah rmi --all --force >/dev/null 2>&1 || true
  ! mountpoint -q "$work/storage/overlay" || umount "$work/storage/overlay"
}

lint() {
  local tools=target/image/venv
  mkdir -p target/image
  if ! cmp -s src/image/requirements.txt target/image/installed.txt; then
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" install --quiet --require-hashes --only-binary :all: -r src/image/requirements.txt
    cp src/image/requirements.txt target/image/installed.txt
  fi
  "$tools/bin/hadolint" --failure-threshold style Dockerfile src/image/stand-in/Dockerfile
}

argument() { sed -n "s/^ARG $1=//p" Dockerfile; }

make_stand_ins() {
  local cache=${PRECINCT99_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/precinct99} context=$work/stand-in
  local packages=openjdk-17-jre-headless,ca-certificates
  local root=$cache/debian-bookworm-$packages.tar
  if [[ -z ${IMAGE_SKIP_BUILD:-} || ! -s target/precinct99.zip ]]; then
    mvn -q -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -Dserver.package package
  fi
  if [[ ! -s $root ]]; then
    mkdir -p "$cache"
    mmdebstrap --quiet --variant=minbase --include="$packages" bookworm "$root.new.tar"
    mv "$root.new.tar" "$root"
  fi
  mkdir "$context"
  ln "$root" "$context/rootfs.tar" 2>/dev/null || cp "$root" "$context/rootfs.tar"
  cp src/image/stand-in/*.sh "$context/"
  unzip -q target/precinct99.zip -x 'wlp/usr/*' -d "$context"
  stand_in maven "docker.io/library/maven:$(argument MAVEN)-eclipse-temurin-17"
  stand_in liberty "icr.io/appcafe/open-liberty:$(argument LIBERTY)-kernel-slim-java17-openj9-ubi-minimal"
}
stand_in() { # <stage> <name>
  buildah bud --quiet --pull-never --target "$1" --tag "$2" --file src/image/stand-in/Dockerfile "$work/stand-in" \
    >"$work/output" 2>&1 || { tail -n 20 "$work/output" >&2; return 1; }
  printf 'stand-in: %s\n' "$2"
}

# Health checks exist in Docker's format only. The host's Maven repository saves the downloads.
build_image() {
  local repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository} start=$SECONDS
  revision=$(git rev-parse HEAD)
  buildah bud --quiet --pull-never --format docker --tag "$IMAGE" --volume "$repository:/root/.m2/repository:O" \
    --build-arg REVISION="$revision" . \
    >"$work/output" 2>&1 || { tail -n 20 "$work/output" >&2; return 1; }
  printf 'built in %s s, %s\n' "$((SECONDS - start))" "$(podman images --format '{{.Size}}' "$IMAGE")"
}
