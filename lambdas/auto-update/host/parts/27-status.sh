# --- status: the last answers ---

cmd_status() {
  [ $# -eq 0 ] || usage 'status has no options'
  need_root status
  running=$(cat "$STATE/running" 2>/dev/null)
  [ -z "$running" ] || say "under way, or cut off: $running"
  # shellcheck disable=SC2012 # names that this script has made
  last=$(ls -t "$STATE/steps" 2>/dev/null | head -n 1)
  [ -z "$last" ] || cat "$STATE/steps/$last"
  if [ -f "$STATE/unattended" ]; then
    say "the last unattended run, $(date -u -r "$STATE/unattended" +%Y-%m-%dT%H:%M:%SZ):"
    cat "$STATE/unattended"
  fi
  [ -n "$last" ] || [ -f "$STATE/unattended" ] || say 'nothing has been done here yet'
  if [ -f "$UNITS/$ME.timer" ] && runs_systemd; then systemctl list-timers --no-pager "$ME.timer"; fi
}
