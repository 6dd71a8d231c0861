# shellcheck shell=bash
# Programs in the background, known by their pid files. Nothing is ever found by its name.

STARTED=() # by this run, so that a failed start can be taken back

# What the command line of a program holds as long as it is the one that was started here.
mark() {
  case $1 in
    postgres) say "-D $POSTGRES_HOME/data" ;;
    vault) say "$STAGE_DIR/vault/" ;;
    trust-domain) say "--state $STAGE_DIR/trust-domain" ;;
    *) say "$STAGE_DIR/spire/$1.conf" ;;
  esac
}

lives() { [[ $(ps -o stat= -p "$1" 2>/dev/null) == [!Z]* ]]; } # a dead program may wait for its parent as a zombie
pid_of() { cat "$PIDS/$1" 2>/dev/null || true; }
is_marked() { [[ $(ps -ww -o args= -p "$2" 2>/dev/null) == *"$(mark "$1")"* ]]; }
runs() {
  local pid
  pid=$(pid_of "$1")
  [[ -n $pid ]] && is_marked "$1" "$pid"
}

# launch <program> <command…>
launch() {
  local program=$1
  shift
  (cd / && exec setsid "$@" </dev/null >>"$LOGS/$program.log" 2>&1 9>&-) &
  say $! >"$PIDS/$program"
  STARTED+=("$program")
}

# until_ready <seconds> <program> <command…>: waits until the command succeeds
until_ready() {
  local end=$((SECONDS + $1)) program=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    lives "$(pid_of "$program")" || not_ready "$program" "ended while starting"
    ((SECONDS < end)) || not_ready "$program" "does not answer"
    sleep 0.2
  done
}
not_ready() {
  tail -n 8 "$LOGS/$1.log" >&2
  fail "$1 $2. The lines above are the end of $LOGS/$1.log." \
    "If its port is taken, choose another (STAGE_…_PORT); if its state is broken, run: $0 reset"
}

# The program and its children; a child may outlive it and is then known by its session.
family() { ps -o pid= -p "$1" --ppid "$1" --sid "$1" 2>/dev/null || true; }

signal() { # <signal> <program>
  runs "$2" || fail "$2 does not run"
  send "$@"
}
send() { # <signal> <program>, which may have ended in this moment
  local pid
  for pid in $(family "$(pid_of "$2")"); do kill "-$1" "$pid" 2>/dev/null || true; done
}

halt() {
  local program=$1 pid end=$((SECONDS + 20)) polite=TERM
  [[ $program != postgres ]] || polite=INT # fast: does not wait for sessions
  if runs "$program"; then
    pid=$(pid_of "$program")
    send CONT "$program"
    kill "-$polite" "$pid" 2>/dev/null || true
    while runs "$program"; do
      ((SECONDS < end)) || send KILL "$program"
      sleep 0.1
    done
  fi
  sweep "$program"
  rm -f "$PIDS/$program"
}

# At once, with its children.
slay() {
  signal KILL "$1"
  while runs "$1"; do sleep 0.1; done
}

# Children that a killed program left behind.
sweep() {
  local pid old
  old=$(pid_of "$1")
  [[ -n $old ]] || return 0
  for pid in $(family "$old"); do
    ! is_marked "$1" "$pid" || kill -KILL "$pid" 2>/dev/null || true
  done
}
