# Tickets: programs on a host that are started once, outlive the link and the bot, and are found again.
# POSIX sh (dash, bash, busybox ash) with setsid, mkfifo and /proc. A shell that stays may call it many times. The caller sends over stdin:
#   { this text; ticket VERB RUN NAME ...; }     so that a text cut off anywhere is a syntax error and runs nothing.
# Given by the caller: MU_TICKETS, the folder of all tickets; MU_LEDGER, the file that has a line for each true start; MU_BOOT_ID_FILE,
# what changes when the host boots; MU_STOP, a file of the host's owner: while it is there nothing is started.
# The folder MU_TICKETS/RUN/NAME of a ticket:
#   script.N run.N in  the program and its keeper as starter N wrote them, and its stdin (a FIFO held open: it never sees an end of input)
#   pid               `pid start-time boot-id`; made by link(2), so that who has made it has started, and nobody else will
#   uninterruptible   present: cancel is refused
#   out rc typed.N    output; `exited N` or `signalled N`, by rename; input number N was typed
# Answers are one line, the first word is the verdict.
MU_KEEPER='T=$1 STEP=$2 NAME=$3 NOW_MS=$4 BOOT=$5 N=$6 LEDGER=$7
trap : TERM INT # caught, not ignored: the program gets the default, the keeper lives to write rc
read -r s < /proc/$$/stat
s=${s##*) }
set -- $s
printf "%s %s %s\n" $$ "${20}" "$BOOT" > "$T/pid.$N" || { echo "failed: cannot write in $T"; exit 1; }
if ! ln "$T/pid.$N" "$T/pid" 2>/dev/null; then
  rm -f "$T/pid.$N" "$T/script.$N" "$T/run.$N"
  if test -f "$T/pid"; then echo already; exit 0; fi
  echo "failed: cannot link in $T"
  exit 1
fi
printf "%s %s %s\n" "$STEP" "$NAME" "$NOW_MS" >> "$LEDGER"
trap "" PIPE # the caller may be gone: that must not end the keeper
echo started
trap - PIPE
exec 3<> "$T/in" >> "$T/out" 2>&1
sh "$T/script.$N" <&3 3>&-
s=$?
if test $s -gt 128 && test $s -lt 160; then s="signalled $((s - 128))"; else s="exited $s"; fi
echo "$s" > "$T/rc.$N" && mv "$T/rc.$N" "$T/rc"'

# sets BOOT_NOW
mu_boot() {
  BOOT_NOW=none
  test ! -r "$MU_BOOT_ID_FILE" || read -r BOOT_NOW < "$MU_BOOT_ID_FILE"
}

# mu_alive: does the keeper or anything else of its session live? Sets PID. A zombie does not: not every init reaps.
mu_alive() {
  read -r PID START BOOT < "$T/pid"
  mu_boot
  test "$BOOT" = "$BOOT_NOW" || return 1
  if test -r "/proc/$PID/stat" && read -r s < "/proc/$PID/stat"; then
    s=${s##*) }
    set -- $s
    test "${20}" = "$START" || return 1 # another process has the number now
    test "$1" = Z || return 0
  fi 2>/dev/null
  for f in /proc/[0-9]*/stat; do
    read -r s < "$f" || continue
    s=${s##*) }
    set -- $s
    test "$1" != Z || continue
    test "$3" != "$PID" && test "$4" != "$PID" || return 0
  done 2>/dev/null
  return 1
}

mu_start() { # STEP killable|uninterruptible NOW_MS PROGRAM
  test ! -f "$T/pid" || { echo already; return 0; }
  if test -e "$MU_STOP"; then
    mu_why=
    read -r mu_why < "$MU_STOP" 2> /dev/null
    echo "stopped $MU_STOP: ${mu_why:-no words in it}"
    return 0
  fi
  # shellcheck disable=SC2174
  mkdir -p -m 700 "$MU_TICKETS" "$MU_TICKETS/$RUN" "$T" || { echo "failed: cannot make $T"; return 1; }
  # Files of this starter alone: two at the same time cannot spoil each other's, and nothing has to be renamed.
  { printf '%s\n' "$4" > "$T/script.$$" && printf '%s\n' "$MU_KEEPER" > "$T/run.$$"; } || { echo "failed: cannot write in $T"; return 1; }
  test "$2" != uninterruptible || : > "$T/uninterruptible" || { echo "failed: cannot write in $T"; return 1; }
  test -p "$T/in" || mkfifo "$T/in" 2>/dev/null || test -p "$T/in" || { echo "failed: cannot make $T/in"; return 1; }
  test -f "$MU_TICKETS/$RUN/README.txt" || mu_readme > "$MU_TICKETS/$RUN/README.txt" || { echo "failed: cannot write in $MU_TICKETS/$RUN"; return 1; }
  mu_boot
  # The keeper says one word and lets go of our output; a lost link does not end it.
  mu_said=$(trap '' HUP; setsid sh "$T/run.$$" "$T" "$1" "$NAME" "$3" "$BOOT_NOW" $$ "$MU_LEDGER" < /dev/null 2>&1 &)
  echo "$mu_said"
}

# for a stranger who finds the folder
mu_readme() {
  printf '%s\n' \
    "This folder was made by MailUpgrade for its run $RUN. Each folder below is one program that the bot started here, once:" \
    "  script.*   the program          out   its output, stdout and stderr" \
    "  pid        its keeper: process number, start time, boot id" \
    "  rc         how it ended: 'exited N' or 'signalled N'. No rc and no such process: it was lost, by a reboot or a kill" \
    "  typed.N    input number N was typed. To type a line by hand: echo TEXT > in" \
    "  uninterruptible   do not kill it: half done it is worse than slow" \
    "A program runs on without the bot. To see it: tail -f out. To end the group of one that may be ended: kill -TERM -PID." \
    "The whole folder may be removed when nothing in it runs and the run is over. To keep the bot from starting anything on this" \
    "host: write a line with the reason into $MU_STOP."
}

# clean: removes all that a run left here, unless something of it still runs. The ledger stays.
mu_clean() {
  for T in "$MU_TICKETS/$RUN"/*; do
    test -f "$T/pid" || continue
    if test ! -f "$T/rc" && mu_alive; then echo "refused ${T##*/} runs"; return 0; fi
  done
  rm -rf "${MU_TICKETS:?}/$RUN" && echo cleaned
}

mu_status() {
  test -f "$T/pid" || { echo unknown; return 0; }
  verdict=lost
  # alive first, rc second: who ends in between has written rc by then
  if test ! -f "$T/rc" && mu_alive; then verdict=running; fi
  test ! -f "$T/rc" || read -r verdict < "$T/rc"
  length=0
  test ! -f "$T/out" || length=$(wc -c < "$T/out")
  test ! -f "$T/length" || read -r length < "$T/length"
  echo "$verdict" $length
}

mu_answer() { # NUMBER, the text as one line on stdin
  test -f "$T/pid" || { echo unknown; return 0; }
  IFS= read -r text
  if test -f "$T/rc" || ! mu_alive; then echo ended; return 0; fi
  # O_EXCL: of two that type the same number one wins
  if (set -C; : > "$T/typed.$1") 2>/dev/null; then
    printf '%s\n' "$text" 1<> "$T/in" && echo typed
  elif test -f "$T/typed.$1"; then
    echo already
  else
    echo "failed: cannot write in $T"
  fi
}

mu_cancel() {
  test -f "$T/pid" || { echo unknown; return 0; }
  test ! -f "$T/uninterruptible" || { echo refused; return 0; }
  if test -f "$T/rc" || ! mu_alive; then echo ended; return 0; fi
  kill -s TERM -- "-$PID" 2>/dev/null
  tries=0
  while mu_alive && test $tries -lt 40; do
    tries=$((tries + 1))
    command -p sleep 0.05 2>/dev/null || command -p sleep 1
  done
  if mu_alive; then
    kill -s KILL -- "-$PID" 2>/dev/null
    tries=0
    while mu_alive && test $tries -lt 40; do tries=$((tries + 1)); command -p sleep 0.05 2>/dev/null || command -p sleep 1; done
  fi
  # the keeper is killed with its group: then this is the one who knows the end
  if test ! -f "$T/rc" && ! mu_alive; then echo 'signalled 9' > "$T/rc.$$" && mv -f "$T/rc.$$" "$T/rc"; fi
  if test -f "$T/rc"; then echo cancelled; else echo "failed: still alive"; fi
}

mu_collect() { # OFFSET: the output from there on, raw
  test ! -f "$T/out" || tail -c "+$(($1 + 1))" "$T/out"
}

# For a session of its own: the output from OFFSET on, as it comes, until the keeper has ended; nothing else on stdout.
# GNU tail sees the last bytes after the end; where there is another tail, a look a second. The caller asks for the status then.
mu_attach() { # OFFSET
  test -f "$T/pid" || return 0
  read -r PID START BOOT < "$T/pid"
  mu_boot
  if test -f "$T/rc" || test "$BOOT" != "$BOOT_NOW"; then
    mu_collect "$1"
    return 0
  fi
  while test ! -f "$T/out"; do # the keeper is just beginning
    mu_alive || return 0
    command -p sleep 0.05 2>/dev/null || command -p sleep 1
  done
  if tail --version 2>/dev/null | grep -q GNU; then
    tail -c "+$(($1 + 1))" -f -s 0.1 "--pid=$PID" "$T/out" &
    TAIL=$!
    # A keeper that nobody reaps is alive for tail; not every init reaps.
    (while command -p sleep 2; do
      test ! -f "$T/rc" && mu_alive && continue
      command -p sleep 1
      kill "$TAIL"
      break
    done) < /dev/null > /dev/null 2>&1 &
    wait "$TAIL"
    kill $! 2> /dev/null
    return 0
  fi
  at=$1
  while :; do
    ended=; test ! -f "$T/rc" && mu_alive || ended=1 # before the look: what was written before the end is seen by it
    length=$(wc -c < "$T/out")
    if test "$length" -gt "$at"; then
      tail -c "+$((at + 1))" "$T/out" | head -c "$((length - at))" || return 1
      at=$length
    fi
    test -z "$ended" || return 0
    command -p sleep 1
  done
}

# An ended ticket keeps its name, its end and its length: the same ticket must not start again.
mu_forget() {
  test -f "$T/pid" || { echo unknown; return 0; }
  if test ! -f "$T/rc" && mu_alive; then echo refused; return 0; fi
  test -f "$T/length" || { test -f "$T/out" && wc -c < "$T/out" > "$T/length"; }
  rm -f "$T"/script.* "$T"/run.* "$T/in" "$T/out"
  echo forgotten
}

ticket() { # VERB RUN NAME ARGS...
  RUN=$2 NAME=$3 T=$MU_TICKETS/$2/$3 mu_verb=$1
  shift 3
  case $mu_verb in
    start | status | answer | cancel | collect | forget | attach | clean) "mu_$mu_verb" "$@" ;;
    *) echo "failed: no such verb"; return 2 ;;
  esac
}
