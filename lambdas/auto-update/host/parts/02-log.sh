# --- log: /var/log/kmscrypt-auto-update.log ---

log_open() {
  if [ "$(stat -c %s "$LOG" 2>/dev/null || echo 0)" -gt "$MOST_LOG" ]; then mv -f "$LOG" "$LOG.1"; fi
  { : >>"$LOG" && chmod 0600 "$LOG"; } 2>/dev/null || LOG=$WORK/log
}

note() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >>"$LOG" 2>/dev/null || :; }

# logged COMMAND...: what it prints goes to the log, and to $WORK/out for who wants to read it. Files of packages are made with
# the usual umask; daemons that are started do not inherit the lock. LIMIT may be a command that ends what takes too long.
logged() {
  note "+ $*"
  start=$(stat -c %s "$LOG" 2>/dev/null || echo 0)
  # shellcheck disable=SC2086 # a command or none
  (umask 022 && exec $LIMIT "$@") </dev/null >>"$LOG" 2>&1 9>&-
  logged=$?
  tail -c "+$((start + 1))" "$LOG" >"$WORK/out"
  [ "$logged" -eq 0 ] || note "status $logged"
  return "$logged"
}

# The last line that says what was wrong.
last_words() {
  words=$(grep -E '^(E:|dpkg: error|[Ee]rror)' "$WORK/out" | head -n 1)
  printf '%s' "${words:-$(grep -v '^ *$' "$WORK/out" | tail -n 1)}"
}
