# shellcheck shell=bash disable=SC2034,SC2154 # src/cluster/check reads all of these files
# The programs of the check, each pinned: built once from their Go modules, or installed, into the cache.

CACHE=$(readlink -m "${PRECINCT99_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/precinct99}")
KUBERNETES=v1.36.3 # as in kubernetes/go.mod; the API server tells it to clients

# build <module> <flags of the linker>: sets BUILT to the folder with its programs
build() {
  local source=$here/$1 sum start=$SECONDS
  sum=$(find "$source" -type f -name '*.go' -o -path "$source/go.*" | LC_ALL=C sort | xargs cat | openssl dgst -sha256 -r)
  BUILT=$CACHE/$1-${sum:0:16}
  [[ ! -d $BUILT ]] || return 0
  command -v go >/dev/null || { echo "go is missing, with which $1 could be built: install Go 1.26 or later" >&2 && exit 2; }
  echo "building $1 from its module: the first time this takes minutes"
  rm -rf "$BUILT.new"
  mkdir -p "$BUILT.new"
  (cd "$source" && nice go build -mod=readonly -trimpath -buildvcs=false -ldflags "-s -w $2" -o "$BUILT.new/" ./...)
  mv "$BUILT.new" "$BUILT"
  echo "built $1 in $((SECONDS - start)) s"
}

build_programs() {
  local version=k8s.io/component-base/version.git
  grep -q "k8s.io/kubernetes $KUBERNETES\$" "$here/kubernetes/go.mod" || { echo "KUBERNETES is not the version of go.mod" >&2 && exit 2; }
  build kubernetes "-X ${version}Version=$KUBERNETES -X ${version}Major=1 -X ${version}Minor=36"
  PROGRAMS=$BUILT
  build netpol ''
  NETPOL=$BUILT/netpol
}

# Python with PyYAML and shellcheck
install_python() {
  local sum
  sum=$(openssl dgst -sha256 -r "$here/requirements.txt")
  PYTHON=$CACHE/python-${sum:0:16}
  [[ ! -x $PYTHON/complete ]] || return 0
  python3 -m venv --clear "$PYTHON"
  "$PYTHON/bin/pip" install --quiet --require-hashes --only-binary :all: -r "$here/requirements.txt"
  install -m 0755 /dev/null "$PYTHON/complete"
}

# Not by installing the package: that would start a server.
find_promtool() {
  PROMTOOL=$(command -v promtool || true)
  [[ -z $PROMTOOL ]] || return 0
  PROMTOOL=$CACHE/prometheus/usr/bin/promtool
  [[ ! -x $PROMTOOL ]] || return 0
  command -v apt-get >/dev/null || { echo "promtool is missing: install Prometheus" >&2 && exit 2; }
  rm -rf "$CACHE/prometheus.new"
  mkdir -p "$CACHE/prometheus.new"
  (cd "$CACHE/prometheus.new" && download_prometheus && dpkg-deb --extract prometheus_*.deb . && rm prometheus_*.deb) || {
    echo "promtool could not be had from Debian's package: run apt-get update, or put promtool on PATH" >&2
    exit 2
  }
  rm -rf "$CACHE/prometheus"
  mv "$CACHE/prometheus.new" "$CACHE/prometheus"
}

# Lists of packages that are old name a version that is gone.
download_prometheus() {
  apt-get download --quiet --quiet prometheus || { apt-get update --quiet --quiet && apt-get download --quiet --quiet prometheus; }
}

# The CRDs that their projects publish inside their Go modules, held to the sums of definitions.tsv.
fetch_definitions() {
  local module sum files answer sums
  sums=$(openssl dgst -sha256 -r "$here/definitions.tsv")
  DEFINITIONS=$CACHE/definitions-${sums:0:16}
  [[ ! -d $DEFINITIONS ]] || return 0
  rm -rf "$DEFINITIONS.new"
  mkdir -p "$DEFINITIONS.new"
  while IFS=$'\t' read -r module sum files _; do
    [[ $module != '#'* && $sum != - ]] || continue
    answer=$(cd "$DEFINITIONS.new" && GOFLAGS='' GOWORK=off go mod download -json "$module")
    [[ $answer == *"\"Sum\": \"$sum\""* ]] || { echo "$module is not what definitions.tsv says: $answer" >&2 && exit 2; }
    answer=$(sed -n 's/.*"Dir": "\(.*\)".*/\1/p' <<<"$answer")
    # shellcheck disable=SC2086 # several patterns
    (cd "$answer" && cp -- $files "$DEFINITIONS.new/")
  done <"$here/definitions.tsv"
  chmod -R u+w "$DEFINITIONS.new"
  mv "$DEFINITIONS.new" "$DEFINITIONS"
}
