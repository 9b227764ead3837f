# --- lock: one run at a time; others who change packages ---

# Holds until the process ends, so that a killed run leaves none. Without flock a folder with the process in it.
lock_take() {
  seconds=$1
  if has flock; then
    exec 9>>"$STATE/lock"
    flock -w "$seconds" 9
    return
  fi
  until mkdir "$STATE/lock.d" 2>/dev/null; do
    lock_is_stale && rm -rf "$STATE/lock.d" && continue
    [ "$seconds" -gt 0 ] || return 1
    seconds=$((seconds - 1))
    sleep 1
  done
  printf '%s %s\n' "$$" "$(boot)" >"$STATE/lock.d/owner"
  trap 'rm -rf "$WORK" "$STATE/lock.d"' EXIT
}

lock_is_stale() {
  read -r pid owner_boot 2>/dev/null <"$STATE/lock.d/owner" ||
    [ -n "$(find "$STATE/lock.d" -maxdepth 0 -mmin +1 2>/dev/null)" ] || return 1
  [ "${owner_boot:-}" != "$(boot)" ] || ! kill -0 "$pid" 2>/dev/null
}

# What apt, dpkg, dnf and rpm say where somebody else is at work. 200 is dnf's own status for it.
is_locked_out() {
  [ "$logged" = 200 ] ||
    grep -Eq 'Could not get lock|lock was locked by|is locked by another|transaction lock on|Failed to obtain the transaction lock' "$WORK/out"
}

# patiently COMMAND...: logged, and again while somebody else is at work, for a while; then LOCKED says so.
patiently() {
  LOCKED=no
  while ! logged "$@"; do
    is_locked_out || return "$logged"
    if [ "$(now)" -ge "$WAIT_UNTIL" ]; then
      LOCKED=yes
      return "$logged"
    fi
    sleep 2
  done
}
