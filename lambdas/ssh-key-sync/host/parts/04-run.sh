# --- run: one at a time; what killed ones have left ---

EXIT=0
CHANGED=no
BY=''

need_root() { [ "$(id -u)" = 0 ] || die "$USAGE" "$1 has to be run as root"; }

# One run at a time; the lock goes with the process, so a killed run leaves none.
run_begin() {
  need_root "$1"
  (mkdir -p "$STATE" "${WORK%/*}" && chmod 0700 "$STATE" && : >>"$STATE/lock") 2>/dev/null ||
    die "$FAILED" "$STATE $UNWRITTEN nothing was changed"
  exec 9>>"$STATE/lock"
  flock -w 300 9 || die "$FAILED" 'another run has not ended for five minutes: look for it with ps'
  rm -rf "$WORK" "$KEYS/.$ME" "$KEYS"/*."$ME" "$STATE"/*."$ME" "$SUDOERS.$ME" "$DROP_IN.$ME" "$CONF.$ME" "$PROGRAM.$ME" /etc/*."$ME" "/home/.$ME"
  trap run_end EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkdir -m 0700 "$WORK" && : >"$WORK/problems" ||
    die "$FAILED" "$WORK cannot be written: is ${WORK%/*} full, or read-only? nothing was changed"
}

run_end() {
  rm -rf "$WORK"
  # After an uninstall.
  rmdir "$STATE" 2>/dev/null || :
}
