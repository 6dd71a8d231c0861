# shellcheck shell=bash
# The overlay, applied in an order in which every part finds what it needs.

render() {
  step "the manifests"
  RENDERED=$(kubectl kustomize "$OVERLAY") ||
    fail "the manifests of ${OVERLAY#"$ROOT/"} could not be put together, see above" "mend the file named above, then run k8s/up again"
}

# documents <only|without> <kind…>: of the manifests
documents() {
  local how=$1
  shift
  printf '%s\n' "$RENDERED" | awk -v how="$how" -v kinds=" $* " '
    function flush(listed) {
      listed = index(kinds, " " kind " ") > 0
      if (kind != "" && listed == (how == "only")) printf "---\n%s", text
      text = kind = ""
    }
    /^---$/ { flush(); next }
    /^kind: / { kind = $2 }
    { text = text $0 "\n" }
    END { flush() }'
}

# apply <only|without> <kind…>
apply() {
  local some
  some=$(documents "$@")
  [[ -n $some ]] || return 0
  printf '%s\n' "$some" | k apply --server-side --force-conflicts --field-manager=precinct99-up --filename=- ||
    fail "the cluster refused a manifest, see above" "a kind that it does not know needs its CRD first; a field it refuses is named above" \
      "mend it, then run k8s/up again: what was applied stays and is not applied twice"
}

apply_definitions() {
  apply only CustomResourceDefinition
  local crds
  crds=$(documents only CustomResourceDefinition)
  [[ -z $crds ]] || printf '%s\n' "$crds" | k wait --for=condition=Established --timeout=60s --filename=- >/dev/null ||
    fail "the cluster does not take the new kinds into use" "look at: kubectl get customresourcedefinitions"
  apply only Namespace
}

# Jobs cannot be changed: their time comes later, one by one.
apply_everything() {
  step "applying ${OVERLAY#"$ROOT/"}"
  apply without CustomResourceDefinition Namespace Job
}

# ready <namespace> <kind/name>
ready() {
  k --namespace "$1" rollout status "$2" --timeout="${PATIENCE}s" >/dev/null ||
    fail "$2 in $1 was not ready within $PATIENCE s" \
      "look at: kubectl --context kind-$CLUSTER --namespace $1 describe $2" \
      "and at: kubectl --context kind-$CLUSTER --namespace $1 logs $2 --all-containers" \
      "then run k8s/up again, on a slow machine with PRECINCT99_PATIENCE=900"
}
