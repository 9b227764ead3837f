# --- uninstall: all of it away ---

cmd_uninstall() {
  leave=no
  [ "${1:-}" != --leave-users ] || { leave=yes && shift; }
  [ $# -eq 0 ] || usage "uninstall has no option $1"
  run_begin uninstall
  : >"$WORK/granted"
  : >"$WORK/nobody"
  BASE=$WORK/nobody KEEP_ONLY='' UNFINISHED=no
  units_remove
  sudo_sync lose
  if [ "$leave" = no ]; then
    plan >"$WORK/plan"
    carry_out lock
    # Without the drop-in, keys that users put into their homes would open the accounts.
    [ "$UNFINISHED" = no ] || { problem "not all users are locked: $DROP_IN stays until they are"; exit "$EXIT"; }
  fi
  [ ! -d "$KEYS" ] || keys_sync
  sshd_deactivate
  rmdir "$KEYS" 2>/dev/null
  [ ! -f "$CONF" ] || rm -f "$CONF" && rmdir "${CONF%/*}" 2>/dev/null
  : >"$WORK/plan"
  # The UIDs of accounts that stay, and whose they are, are needed to know them again.
  ! records_write || [ -s "$STATE/users" ] || rm -f "$STATE/users" "$STATE/bucket"
  rm -f "$STATE/manifest" "$STATE/manifest.next" "$STATE/status" "$STATE/status.sent" "$STATE/lock"
  if [ -f "$PROGRAM" ]; then rm -f "$PROGRAM" && changed "removed $PROGRAM"; fi
  [ "$CHANGED" = yes ] || say 'there is nothing to take away'
  exit "$EXIT"
}
