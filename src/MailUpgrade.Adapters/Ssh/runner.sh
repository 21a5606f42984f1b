# The shell that stays on a host: it reads commands from its stdin and answers on its stdout, so that no process, session or login
# shell is started for a question. POSIX sh. The caller frames each command by marks that the command cannot know.
exec 2>&1
# mu_ask TEXT: a program of somebody else's, in a subshell of its own: it may exit, change folder, set traps
mu_ask() { ( eval "$1" ) < /dev/null; }
# mu_session: sets SESSION, the number of this shell's session
mu_session() {
  read -r mu_s < /proc/$$/stat
  mu_s=${mu_s##*) }
  set -- $mu_s
  SESSION=$4
}
# mu_end SESSION: kills every process of a session whose shell does not answer any more
mu_end() {
  for mu_f in /proc/[0-9]*/stat; do
    read -r mu_s < "$mu_f" || continue
    mu_p=${mu_s%% *} mu_s=${mu_s##*) }
    mu_t=$1
    set -- $mu_s
    test "$4" != "$mu_t" || kill -s KILL "$mu_p"
    set -- "$mu_t"
  done 2> /dev/null
}
mu_session
