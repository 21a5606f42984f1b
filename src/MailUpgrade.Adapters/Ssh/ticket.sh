# Tickets: programs on a host that are started once, outlive the link and the bot, and are found again.
# POSIX sh (dash, bash, busybox ash) with setsid, mkfifo and /proc. A shell that stays may call it many times. The caller sends over stdin:
#   { this text; ticket VERB RUN NAME ...; }     so that a text cut off anywhere is a syntax error and runs nothing.
# Given by the caller: MU_KEEP, MU_TICKETS, the folder of all tickets; MU_LEDGER, the file that has a line for each true start; MU_BOOT_ID_FILE,
# what changes when the host boots; MU_STOP, a file of the host's owner: while it is there nothing is started.
# The folder MU_TICKETS/RUN/NAME of a ticket:
#   script.N run.N in  the program and its keeper as starter N wrote them, and its stdin (a FIFO held open: it never sees an end of input)
#   term.N pty.N      with a pseudo-terminal: what runs in it, and the text that makes it where the host has no script(1)
#   session status    with a pseudo-terminal: its session as `number start-time`, and the program's exit status as that session saw it
#   pid               `pid start-time boot-id`; made by link(2), so that who has made it has started, and nobody else will
#   killed            present: cancel had to kill what it ended
#   uninterruptible   present: cancel is refused
#   out rc typed.N    output; `exited N` or `signalled N`, by rename; input number N was typed, with the length of the output then
#   never             answers that are never typed, a row each: question, answers, line that lifts the bar
#   dropped           `FROM TO`: these bytes of the output were given back to the disk as a hole; every other offset stays what it was
#   reader.N          who reads the output now: `process start-time offset`; written before it looks at `dropped`
# Of the output the first and the last MU_KEEP bytes are kept, where fallocate(1) or perl can make a hole. A reader that is not far
# behind is waited for; one that is would read zeros: it is ended and finds the hole by its offset.
# Answers are one line, the first word is the verdict.
MU_KEEPER='# size: of the output
size() { stat -c %s "$T/out" 2> /dev/null || wc -c < "$T/out"; }
# hole FROM LENGTH
hole() {
  fallocate -p -o "$1" -l "$2" "$T/out" 2> /dev/null ||
    perl -e "open F, \"+<\", \$ARGV[0]; exit(syscall(\$ARGV[3] eq \"aarch64\" ? 47 : 285, fileno(F), 3, \$ARGV[1]+0, \$ARGV[2]+0) == 0 ? 0 : 1)" "$T/out" "$1" "$2" "$(uname -m)" 2> /dev/null
}
# place PID START OFFSET: sets PLACE to where that reader is in the output; fails where there is no such process any more
place() {
  PLACE=$3 READER=$1 START=$2
  read -r stat < "/proc/$1/stat" || return 1
  stat=${stat##*) }
  set -- $stat
  test "${20}" = "$START" || return 1
  for fd in /proc/$READER/fd/*; do
    test "$fd" -ef "$T/out" || continue
    while read -r word number; do test "$word" != pos: || PLACE=$number; done < "/proc/$READER/fdinfo/${fd##*/}"
  done
  return 0
} 2> /dev/null
cap() {
  length=$(size) at=$KEEP
  test "$length" -gt $((KEEP * 2)) || return 0
  test ! -f "$T/dropped" || read -r from at < "$T/dropped"
  to=$((length - KEEP)) hard=
  test $((length - at)) -le $((KEEP * 4)) || hard=1
  for f in "$T"/reader.*; do
    read -r p b o < "$f" || continue
    place "$p" "$b" "$o" || { rm -f "$f"; continue; }
    test -n "$hard" || test "$PLACE" -ge "$to" || to=$PLACE
  done 2> /dev/null
  test $((to - at)) -ge $((KEEP / 4)) || return 0
  echo "$KEEP $to" > "$T/dropped.$$" && mv "$T/dropped.$$" "$T/dropped" || return 0
  for f in "$T"/reader.*; do
    read -r p b o < "$f" || continue
    place "$p" "$b" "$o" || continue
    test "$PLACE" -ge "$to" || kill -9 "$p"
    tries=0
    while place "$p" "$b" "$o" && test "$PLACE" -lt "$to" && test $tries -lt 40; do tries=$((tries + 1)); sleep 0.05 || sleep 1; done
  done 2> /dev/null
  hole "$KEEP" $((to - KEEP)) || { rm -f "$T/dropped"; KEEP=4611686018427387904; }
}
T=$1 STEP=$2 NAME=$3 NOW_MS=$4 BOOT=$5 N=$6 LEDGER=$7 TOOL=$8 KEEP=$9
trap : TERM INT # caught, not ignored: the program gets the default, the keeper lives to write rc
read -r s < /proc/$$/stat
s=${s##*) }
set -- $s
printf "%s %s %s\n" $$ "${20}" "$BOOT" > "$T/pid.$N" || { echo "failed: cannot write in $T"; exit 1; }
if ! ln "$T/pid.$N" "$T/pid" 2>/dev/null; then
  rm -f "$T/pid.$N" "$T/script.$N" "$T/run.$N" "$T/term.$N" "$T/pty.$N"
  if test -f "$T/pid"; then echo already; exit 0; fi
  echo "failed: cannot link in $T"
  exit 1
fi
printf "%s %s %s\n" "$STEP" "$NAME" "$NOW_MS" >> "$LEDGER"
trap "" PIPE # the caller may be gone: that must not end the keeper
echo started
trap - PIPE
exec 3<> "$T/in" >> "$T/out" 2>&1
KEEPER=$$
(while sleep 1 || exit; test ! -f "$T/rc" && kill -0 $KEEPER 2> /dev/null; do cap; done) < /dev/null > /dev/null 2>&1 3>&- &
if test "$TOOL" = plain; then
  sh "$T/script.$N" <&3 3>&-
  s=$?
else
  # Only options that every script(1) knows; the status comes through a file, because not every one passes it on.
  MU_TERM=$T/term.$N SHELL=/bin/sh TERM=dumb
  export MU_TERM SHELL TERM
  case $TOOL in
    script) script -q -f -c "exec sh \"\$MU_TERM\"" /dev/null <&3 3>&- ;;
    *) "$TOOL" "$T/pty.$N" <&3 3>&- ;;
  esac
  if test -f "$T/status"; then read -r s < "$T/status"
  elif test -f "$T/session"; then exit 1 # killed without a word: nobody can say
  else echo "$TOOL of this host could not make a pseudo-terminal: nothing was run"; s=126
  fi
fi
cap > /dev/null 2>&1
if test $s -gt 128 && test $s -lt 160; then s="signalled $((s - 128))"; else s="exited $s"; fi
echo "$s" > "$T/rc.$N" && mv "$T/rc.$N" "$T/rc"'
# What runs in a pseudo-terminal. No echo: what is typed is no output, and a password stays out of it. No CR before each LF.
MU_INNER='T=${MU_TERM%/*} N=${MU_TERM##*.}
unset MU_TERM
trap : TERM INT
stty -echo -onlcr rows 24 cols 80 || exit 1
read -r s < /proc/$$/stat
s=${s##*) }
set -- $s
printf "%s %s\n" $$ "${20}" > "$T/session" || exit 1
sh "$T/script.$N"
s=$?
echo $s > "$T/status.$N" && mv "$T/status.$N" "$T/status"'

# sets BOOT_NOW
mu_boot() {
  BOOT_NOW=none
  test ! -r "$MU_BOOT_ID_FILE" || read -r BOOT_NOW < "$MU_BOOT_ID_FILE"
}

# mu_alive: does the keeper, anything else of its session, or of its terminal's session live? Sets PID and INNER. A zombie does not: not every init reaps.
mu_alive() {
  read -r PID START BOOT < "$T/pid"
  INNER=$PID
  test ! -f "$T/session" || read -r INNER s < "$T/session"
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
    test "$3" != "$PID" && test "$4" != "$PID" && test "$4" != "$INNER" || return 0
  done 2>/dev/null
  return 1
}

# mu_tool: sets TOOL to what can make a pseudo-terminal on this host. Nothing is installed for it.
mu_tool() {
  command -v stty > /dev/null && test -c /dev/ptmx || return 1
  for TOOL in script python3 perl python; do
    ! command -v $TOOL > /dev/null 2>&1 || return 0
  done
  return 1
}

mu_start() { # STEP killable|uninterruptible NOW_MS PROGRAM [PYTHON PERL: with a pseudo-terminal]
  test ! -f "$T/pid" || { echo already; return 0; }
  if test -e "$MU_STOP"; then
    mu_why=
    read -r mu_why < "$MU_STOP" 2> /dev/null
    echo "stopped $MU_STOP: ${mu_why:-no words in it}"
    return 0
  fi
  TOOL=plain
  if test $# -gt 4 && ! mu_tool; then
    echo "cannot make a pseudo-terminal here: it needs stty, /dev/ptmx, and one of script (util-linux), python3, perl on PATH ($PATH)"
    return 0
  fi
  # shellcheck disable=SC2174
  mkdir -p -m 700 "$MU_TICKETS" "$MU_TICKETS/$RUN" "$T" || { echo "failed: cannot make $T"; return 1; }
  # Files of this starter alone: two at the same time cannot spoil each other's, and nothing has to be renamed.
  { printf '%s\n' "$4" > "$T/script.$$" && printf '%s\n' "$MU_KEEPER" > "$T/run.$$"; } || { echo "failed: cannot write in $T"; return 1; }
  case $TOOL in plain) ;; *) printf '%s\n' "$MU_INNER" > "$T/term.$$" || { echo "failed: cannot write in $T"; return 1; } ;; esac
  case $TOOL in
    python*) printf '%s\n' "$5" > "$T/pty.$$" || { echo "failed: cannot write in $T"; return 1; } ;;
    perl) printf '%s\n' "$6" > "$T/pty.$$" || { echo "failed: cannot write in $T"; return 1; } ;;
  esac
  test -z "$MU_NEVER" || printf '%s\n' "$MU_NEVER" > "$T/never" || { echo "failed: cannot write in $T"; return 1; }
  test "$2" != uninterruptible || : > "$T/uninterruptible" || { echo "failed: cannot write in $T"; return 1; }
  test -p "$T/in" || mkfifo "$T/in" 2>/dev/null || test -p "$T/in" || { echo "failed: cannot make $T/in"; return 1; }
  test -f "$MU_TICKETS/$RUN/README.txt" || mu_readme > "$MU_TICKETS/$RUN/README.txt" || { echo "failed: cannot write in $MU_TICKETS/$RUN"; return 1; }
  mu_boot
  # The keeper says one word and lets go of our output; a lost link does not end it.
  mu_said=$(trap '' HUP; setsid sh "$T/run.$$" "$T" "$1" "$NAME" "$3" "$BOOT_NOW" $$ "$MU_LEDGER" "$TOOL" "$MU_KEEP" < /dev/null 2>&1 &)
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
    "  never      answers that are never typed, because they destroy" \
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
  rm -rf "${MU_TICKETS:?}/$RUN"
  if test -e "$MU_TICKETS/$RUN"; then echo "failed: cannot remove $MU_TICKETS/$RUN"; else echo cleaned; fi
}

# mu_settle STATUS: writes rc of a ticket whose keeper could not
mu_settle() {
  if test "$1" -gt 128 && test "$1" -lt 160; then s="signalled $(($1 - 128))"; else s="exited $1"; fi
  echo "$s" > "$T/rc.$$" && mv -f "$T/rc.$$" "$T/rc"
}

mu_status() {
  test -f "$T/pid" || { echo unknown; return 0; }
  verdict=lost
  # alive first, rc second: who ends in between has written rc by then
  if test ! -f "$T/rc" && mu_alive; then verdict=running; fi
  if test $verdict = lost && test ! -f "$T/rc" && test -f "$T/status"; then
    read -r s < "$T/status"
    mu_settle "$s"
  elif test $verdict = lost && test ! -f "$T/rc" && test -f "$T/killed" && test "$BOOT" = "$BOOT_NOW"; then
    mu_settle 137
  fi
  test ! -f "$T/rc" || read -r verdict < "$T/rc"
  length=0
  test ! -f "$T/out" || length=$(wc -c < "$T/out")
  test ! -f "$T/length" || read -r length < "$T/length"
  if test -f "$T/dropped"; then read -r from to < "$T/dropped"; length="$length dropped $from $to"; fi
  echo "$verdict" $length
}

# mu_settled: waits for a terminal that is being made: it still echoes, and nobody knows its session
mu_settled() {
  for f in "$T"/term.*; do
    test -f "$f" || continue
    while test ! -f "$T/rc" && test ! -f "$T/session" && mu_alive; do command -p sleep 0.05 2>/dev/null || command -p sleep 1; done
    return 0
  done
}

# mu_plain FILE: its text as a terminal shows it, without escape sequences
mu_plain() {
  mu_esc=$(printf '\033')
  tr -d '\000\r\007\010' < "$1" | LC_ALL=C sed "s/${mu_esc}\\[[0-9;?]*[A-Za-z]//g"
}

# mu_barred TEXT: does the table of the ticket bar this answer to what was asked since the last one was typed? Sets MU_WHY.
mu_barred() {
  test -s "$T/never" && test -f "$T/out" || return 1
  mu_at=0
  for f in "$T"/typed.*; do
    if test -s "$f" && read -r mu_l < "$f" && test "$mu_l" -gt $mu_at; then mu_at=$mu_l; fi
  done
  tail -c "+$((mu_at + 1))" "$T/out" | tail -c 8192 > "$T/asked.$$"
  mu_asked=$(mu_plain "$T/asked.$$" | tail -n 6)
  rm -f "$T/asked.$$"
  while IFS='	' read -r mu_q mu_a mu_u; do
    mu_hit=$(printf '%s\n' "$mu_asked" | LC_ALL=C grep -E -e "$mu_q" | tail -n 1)
    test -n "$mu_hit" || continue
    mu_w=$1
    if test -z "$mu_w"; then mu_w=${mu_hit##*\[}; mu_w=${mu_w%%\]*}; fi # Enter is the default that it shows
    case $mu_w in Y/n) mu_w=Y ;; y/N) mu_w=N ;; esac
    case $mu_w in [Yy] | [Yy][Ee][Ss]) mu_w=Y ;; [Nn] | [Nn][Oo]) mu_w=N ;; esac
    case $mu_a in
      !*) case ",${mu_a#!}," in *",$mu_w,"*) continue ;; esac ;;
      *) case ",$mu_a," in *",$mu_w,"*) ;; *) continue ;; esac ;;
    esac
    if test -n "$mu_u" && mu_plain "$T/out" | LC_ALL=C grep -E -q -e "$mu_u"; then continue; fi
    MU_WHY="'$1' to: $mu_hit"
    return 0
  done < "$T/never"
  return 1
}

mu_answer() { # NUMBER, the length of the output when it was asked, the text as one line on stdin
  test -f "$T/pid" || { echo unknown; return 0; }
  IFS= read -r text
  mu_settled
  if test -f "$T/rc" || ! mu_alive; then echo ended; return 0; fi
  # A number that was typed before this was asked answered an earlier question, of which the caller has lost the record.
  mu_n=$1
  while test -f "$T/typed.$mu_n"; do
    mu_length=
    read -r mu_length < "$T/typed.$mu_n"
    test "${mu_length:-$2}" -lt "$2" || { echo already; return 0; }
    mu_n=$((mu_n + 1))
  done
  if mu_barred "$text"; then echo "barred $MU_WHY"; return 0; fi
  mu_length=0
  test ! -f "$T/out" || mu_length=$(wc -c < "$T/out")
  # O_EXCL: of two that type the same number one wins. A link that is lost in between must not end this one: what is noted as typed is typed.
  if (
    trap '' HUP INT PIPE TERM
    set -C
    echo $((mu_length)) > "$T/typed.$mu_n" || exit 1
    printf '%s\n' "$text" 1<> "$T/in" || { rm -f "$T/typed.$mu_n"; exit 1; }
  ) 2>/dev/null; then
    echo typed
  elif test -f "$T/typed.$mu_n"; then
    echo already
  else
    echo "failed: cannot write in $T"
  fi
}

# mu_signal SIGNAL SESSION: to every process of it, also those that made a group of their own
mu_signal() {
  for f in /proc/[0-9]*/stat; do
    read -r s < "$f" || continue
    p=${s%% *} s=${s##*) }
    mu_s1=$1 mu_s2=$2
    set -- $s
    test "$4" != "$mu_s2" || kill -s "$mu_s1" "$p"
    set -- "$mu_s1" "$mu_s2"
  done 2> /dev/null
}

mu_cancel() {
  test -f "$T/pid" || { echo unknown; return 0; }
  test ! -f "$T/uninterruptible" || { echo refused; return 0; }
  mu_settled
  if test -f "$T/rc" || ! mu_alive; then echo ended; return 0; fi
  # Of a terminal its own session is asked; the tool that holds it ends with it.
  if test "$INNER" = "$PID"; then kill -s TERM -- "-$PID" 2>/dev/null; else mu_signal TERM "$INNER"; fi
  tries=0
  while mu_alive && test $tries -lt 40; do
    tries=$((tries + 1))
    command -p sleep 0.05 2>/dev/null || command -p sleep 1
  done
  # for whoever asks for the status before this one has written it
  ! mu_alive || : > "$T/killed"
  tries=0
  while mu_alive && test $tries -lt 40; do
    kill -s KILL -- "-$PID" 2>/dev/null
    mu_signal KILL "$INNER"
    tries=$((tries + 1))
    command -p sleep 0.05 2>/dev/null || command -p sleep 1
  done
  # the keeper is killed with its group: then this is the one who knows the end
  if test ! -f "$T/rc" && ! mu_alive; then mu_settle 137; fi
  if test -f "$T/rc"; then echo cancelled; else echo "failed: still alive"; fi
}

# mu_edge OFFSET: sets EDGE to where the output ends for who begins there: nothing, the beginning of the hole, or OFFSET in the hole
mu_edge() {
  EDGE=
  test -f "$T/dropped" && read -r from to < "$T/dropped" && test "$1" -lt "$to" || return 0
  EDGE=$from
  test "$1" -lt "$from" || EDGE=$1
}

mu_collect() { # OFFSET: the output from there on, raw; up to the hole, if it lies before that
  mu_edge "$1"
  if test ! -f "$T/out"; then return 0
  elif test -z "$EDGE"; then tail -c "+$(($1 + 1))" "$T/out"
  else tail -c "+$(($1 + 1))" "$T/out" 2> /dev/null | head -c $((EDGE - $1))
  fi
}

# mu_reads PID OFFSET: that process reads the output; it is to be ended before what it has not read is dropped
mu_reads() {
  read -r s < "/proc/$1/stat" || return 1
  s=${s##*) } mu_p=$1 mu_o=$2
  set -- $s
  echo "$mu_p ${20} $mu_o" > "$T/reader.$$.new" && mv "$T/reader.$$.new" "$T/reader.$$"
}

# For a session of its own: the output from OFFSET on, as it comes, until the keeper has ended or up to a hole; nothing else on stdout.
# GNU tail sees the last bytes after the end; where there is another tail, a look a second. The caller asks for the status then.
mu_attach() { # OFFSET
  exec 2> /dev/null # a shell's word about a tail that was ended is no output
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
  trap 'rm -f "$T/reader.$$"' EXIT
  trap 'exit 1' HUP TERM PIPE
  mu_reads $$ "$1"
  mu_edge "$1"
  if test -n "$EDGE"; then
    mu_collect "$1"
    return 0
  fi
  if tail --version 2>/dev/null | grep -q GNU; then
    tail -c "+$(($1 + 1))" -f -s 0.1 "--pid=$PID" "$T/out" &
    TAIL=$!
    mu_reads $TAIL "$1"
    # A keeper that nobody reaps is alive for tail; not every init reaps.
    (trap - EXIT; while command -p sleep 2; do
      test ! -f "$T/rc" && mu_alive && continue
      command -p sleep 1
      kill "$TAIL"
      break
    done) < /dev/null > /dev/null 2>&1 &
    wait "$TAIL"
    kill $!
    return 0
  fi
  at=$1
  while :; do
    ended=; test ! -f "$T/rc" && mu_alive || ended=1 # before the look: what was written before the end is seen by it
    length=$(wc -c < "$T/out")
    if test "$length" -gt "$at"; then
      tail -c "+$((at + 1))" "$T/out" | head -c "$((length - at))" || return 1
      at=$length
      mu_reads $$ "$at"
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
  rm -f "$T"/script.* "$T"/run.* "$T"/term.* "$T"/pty.* "$T/in" "$T/out"
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
