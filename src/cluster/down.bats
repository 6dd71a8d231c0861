#!/usr/bin/env bats
# k8s/down against the fakes of up.bats.

bats_require_minimum_version 1.5.0
load fakes/world

@test "down deletes the cluster that up made, and may be run again" {
  up
  down
  [ "$status" -eq 0 ]
  [ ! -d "$FAKES/cluster" ]
  down
  [ "$status" -eq 0 ]
  says 'nothing to do'
}

@test "down leaves a cluster that somebody else made, unless forced" {
  mkdir "$FAKES/cluster"
  echo 'kind: Cluster' >"$FAKES/cluster/config"
  down
  [ "$status" -eq 1 ]
  says 'was not made by k8s/up'
  says 'next: to take the application out of it'
  [ -d "$FAKES/cluster" ]
  down --force
  [ "$status" -eq 0 ]
  [ ! -d "$FAKES/cluster" ]
}

@test "down says what to do when it cannot" {
  up
  FAULT=kind-delete-fails down
  [ "$status" -eq 1 ]
  says 'next: see that docker works'
  FAULT=api-away down
  says 'does not say whose it is'
  FAULT=kind-list-fails down
  [ "$status" -eq 1 ]
  says 'could not list the clusters'
  down --farce
  says "'--farce' is no option"
}
