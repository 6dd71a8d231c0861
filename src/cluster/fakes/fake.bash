# shellcheck shell=bash
# What the fakes share: every call is one line of $FAKES/calls; FAULT names the one thing that goes wrong.

name=${0##*/}
calls=$FAKES/calls
printf '%s %s\n' "$name" "$*" >>"$calls"

# fault <name> [message]: fails with it when this is the fault of the test
fault() {
  [[ ${FAULT:-} != "$1" ]] || {
    printf '%s: %s\n' "$name" "${2:-$1}" >&2
    exit 1
  }
}
