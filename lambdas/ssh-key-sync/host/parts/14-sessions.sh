# --- sessions: what still runs as a user without access ---

# Ends what still runs as a user without access. A session of sshd has a process of the user's own: without it, it closes.
user_out() {
  if [ -d /run/systemd/system ] && has loginctl; then loginctl terminate-user "$user" >/dev/null 2>&1 || :; fi
  for round in 1 2 3; do
    pids=$(processes | sed -n "s/^$uid //p")
    [ -n "$pids" ] || break
    # Single numbers.
    kill -KILL $pids 2>/dev/null || :
    [ "$round" = 1 ] || sleep 1
  done
  if processes | grep -q "^$uid "; then
    problem "sessions of $user ($uid) could not be ended"
  else
    changed "ended the sessions of $user ($uid)"
  fi
}

# Prints `UID PID` of each process.
processes() { stat -c '%u %n' /proc/[0-9]* 2>/dev/null | sed 's|/proc/||'; }

# Of the users without access, those of whom something runs: one look for all of them.
sessions_end() {
  [ "$H_END_SESSIONS" = yes ] || return 0
  processes >"$WORK/processes"
  awk 'FNR == NR { runs[$1]; next } $1 == "out" && $2 in runs' "$WORK/processes" "$WORK/plan" >"$WORK/sessions"
  while read -r verb uid user <&3; do user_out; done 3<"$WORK/sessions"
}
