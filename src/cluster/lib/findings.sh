# shellcheck shell=bash
# What was found, and how much was looked at.

CHECKED=0 WRONG=0 UNPROVEN=0 SUBJECT=

about() {
  SUBJECT=${1##*/}
  printf '=== %s\n' "$SUBJECT"
}
right() { CHECKED=$((CHECKED + ${1:-1})); }
wrong() {
  CHECKED=$((CHECKED + 1)) WRONG=$((WRONG + 1))
  printf 'wrong: %s: %s\n' "$SUBJECT" "$1"
}
not_proven() {
  UNPROVEN=$((UNPROVEN + 1))
  printf 'not proven: %s: %s\n' "$SUBJECT" "$1"
}

# part <name> <check>: with what it looked at
part() {
  local before=$CHECKED start=$SECONDS
  "$2"
  printf '%s: %s checked in %s s\n' "$1" "$((CHECKED - before))" "$((SECONDS - start))"
}

report() {
  SUBJECT='any cluster'
  not_proven 'what controllers, scheduler, kubelet and network plug-in do with this: none runs here'
  not_proven 'that the images exist: no registry is asked'
  printf '%s checked, %s wrong, %s not proven\n' "$CHECKED" "$WRONG" "$UNPROVEN"
  [[ $CHECKED -gt 0 && $WRONG -eq 0 ]]
}
