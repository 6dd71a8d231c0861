#!/usr/bin/env bats
# src/cluster/check sees what is wrong: a small overlay is right, and wrong in one way after another. One server for all.

bats_require_minimum_version 1.5.0

setup_file() {
  local fixture=$BATS_TEST_DIRNAME/fixture
  export CHECK_CONNECTIONS=$fixture/connections.tsv CHECK_RIGHTS=$fixture/rights.tsv CHECK_ALERTS=$fixture/alerts.yaml OUTPUT=$BATS_FILE_TMPDIR/output
  cd "$BATS_FILE_TMPDIR" || return
  broken() { # <name> <sed expression>
    cp -R "$fixture" "$1"
    sed -i "$2" "$1/everything.yaml"
    ! cmp -s "$fixture/everything.yaml" "$1/everything.yaml" || { echo "$1 changes nothing" >&2 && return 1; }
  }
  cp -R "$fixture" whole
  broken typo 's/  replicas: 1/  replica: 1/'
  broken selector 's/    matchLabels: {app.kubernetes.io\/name: web}/    matchLabels: {app.kubernetes.io\/name: wed}/'
  broken missing-right 's/verbs: \[get\]/verbs: [list]/'
  broken too-many-rights 's/resources: \[configmaps\]/resources: [configmaps, secrets]/'
  broken privileged 's/allowPrivilegeEscalation: false/privileged: true/'
  broken unlevelled 's/pod-security.kubernetes.io\/enforce: restricted/level: restricted/'
  broken open 's/  policyTypes: \[Ingress, Egress\]/  policyTypes: [Ingress]/'
  broken closed 's/{app.kubernetes.io\/name: gateway}/{app.kubernetes.io\/name: gatway}/'
  broken alert 's/expr: up == 0/expr: up == = 0/'
  broken late 's/for: 5m/for: 50m/'
  broken dashboard 's/rate(requests_total/rat(requests_total/'
  broken variable 's/up{job=/up{{job=/'
  broken renamed '/PrometheusRule/{n;s/name: web/name: wob/}'
  broken stranger 's/kind: PrometheusRule/kind: PrometheusRuler/'
  broken nameless 's/ServiceAccount$/ServiceAccount/;s/metadata: {name: web, namespace: 99-apps}/metadata: {name: wob, namespace: 99-apps}/'
  broken unreadable 's/^kind: Role$/kind Role/'
  "$BATS_TEST_DIRNAME/check" ./whole ./typo ./selector ./missing-right ./too-many-rights ./privileged ./unlevelled ./open \
    ./closed ./alert ./late ./dashboard ./variable ./renamed ./stranger ./nameless ./unreadable >"$OUTPUT" 2>&1 || echo "status $?" >>"$OUTPUT"
}

finds() {
  grep -qE -- "^wrong: $1: .*$2" "$OUTPUT" || { cat "$OUTPUT" >&2 && return 1; }
}

@test "what is right is not complained about, and everything of it is looked at" {
  run ! grep '^wrong: whole' "$OUTPUT"
  [ "$(sed -n '/^=== whole/,/^===  *typo/p' "$OUTPUT" | grep -cE '^[a-zA-Z ]+: [1-9][0-9]* checked')" -ge 5 ]
}

@test "a misspelt field" { finds typo '.spec.replica'; }
@test "a selector that does not select its own pods" { finds selector 'selector'; }
@test "a missing right" { finds missing-right '99-apps:web get configmaps in 99-apps: the answer is no, and should be yes'; }
@test "a right too many" { finds too-many-rights '99-apps:web may get secrets'; }
@test "a privileged container" { finds privileged 'violates PodSecurity .restricted.*privileged'; }
@test "a namespace without a level" { finds unlevelled 'the namespace 99-apps has no level'; }
@test "a connection that goes through" { finds open '192.0.2.1 TCP 443: goes through, and should not'; }
@test "a connection that does not" { finds closed '99-apps/gateway to 99-apps/web TCP 8080: the receiver may not, and should'; }
@test "an alert that Prometheus does not understand" { finds alert 'parse error'; }
@test "an alert that comes too late" { finds late 'alerts over time: .*WebAway'; }
@test "a dashboard that Prometheus does not understand" { finds dashboard 'unknown function'; }
@test "a variable of a dashboard that Prometheus does not understand" { finds variable 'dashboard-web.json.yaml: .*parse error'; }
@test "alerts that nobody tests" { finds renamed 'there is no 99-apps-web.yaml'; }
@test "a kind that nobody knows" { finds stranger 'nobody knows this kind'; }
@test "a service account without a row" { finds nameless 'the service account 99-apps:wob has no row'; }
@test "manifests that cannot be put together" { finds unreadable 'cannot be put together'; }

@test "the exit status and the last line say it" {
  grep -qx 'status 1' "$OUTPUT"
  grep -qE '^[0-9]+ checked, [0-9]+ wrong, [0-9]+ not proven$' "$OUTPUT"
}
