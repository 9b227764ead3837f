# --- timer: for hosts that nobody orchestrates ---

is_time() { like "$1" '([01][0-9]|2[0-3]):[0-5][0-9]'; }
is_hours() { like "$1" '([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]'; }
is_days() { like "$1" '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(,(Mon|Tue|Wed|Thu|Fri|Sat|Sun))*'; }

cmd_install_timer() {
  AT='' DAYS='' JITTER=30 REBOOT=never HOURS=''
  unattended_options "$@"
  is_time "$AT" || usage '--at is not a time such as 03:30'
  [ -z "$DAYS" ] || is_days "$DAYS" || usage '--days are not days such as Mon,Thu'
  like "$JITTER" '0|[1-9][0-9]{0,3}' || usage '--jitter is not a number of minutes up to 9999'
  [ -z "$HOURS" ] || in_hours "$(printf '%s' "$AT" | tr -d :)" ||
    usage "--at $AT is not within --hours $HOURS, so that it would never reboot: give a time from their begin to before their end"
  [ -f "$0" ] || die "$USAGE" 'the script is to be a file: it copies itself'
  run_begin install-timer
  state_make || die "$FAILED" "$STATE cannot be written: is the disk full, or read-only?"
  mkdir -p "${PROGRAM%/*}" "$UNITS"
  put_unit "$PROGRAM" 0755 <"$0"
  unit_service | put_unit "$UNITS/$ME.service" 0644
  unit_timer | put_unit "$UNITS/$ME.timer" 0644
  has systemctl || die "$FAILED" 'no systemd here: run the command of the service by other means'
  systemctl -q enable "$ME.timer" || die "$FAILED" "systemctl could not enable $ME.timer"
  if runs_systemd; then
    systemctl daemon-reload && systemctl restart "$ME.timer" || die "$FAILED" "systemctl could not start $ME.timer"
  fi
  say "$ME.timer patches this host at $AT${DAYS:+ on $DAYS}, up to $JITTER minutes later"
}

put_unit() {
  put "$1" && chmod "$2" "$1" && { ! has restorecon || restorecon "$1" >/dev/null 2>&1 || :; } ||
    die "$FAILED" "$1 cannot be written: is the disk full, or read-only?"
}

unit_service() {
  printf '[Unit]\nDescription=Patches this host\nWants=network-online.target\nAfter=network-online.target\n'
  # As detached_start says.
  printf 'RefuseManualStop=yes\n\n'
  printf '[Service]\nType=oneshot\nKillMode=mixed\nTimeoutStopSec=15min\nTimeoutStartSec=6h\n'
  printf 'ExecStart=%s unattended --scope %s --reboot %s' "$PROGRAM" "$SCOPE" "$REBOOT"
  [ -z "$HOURS" ] || printf ' --hours %s' "$HOURS"
  [ -z "$SERVICES" ] || printf ' --services "%s"' "$SERVICES"
  printf '\n'
}

# A run that was missed while the host was off is made up for; hosts do not all ask the archive at once.
unit_timer() {
  printf '[Unit]\nDescription=Runs %s.service\n\n' "$ME"
  printf '[Timer]\nOnCalendar=%s*-*-* %s:00\nRandomizedDelaySec=%smin\nPersistent=true\n\n' "${DAYS:+$DAYS }" "$AT" "$JITTER"
  printf '[Install]\nWantedBy=timers.target\n'
}

cmd_uninstall_timer() {
  [ $# -eq 0 ] || usage 'uninstall-timer has no options'
  need_root uninstall-timer
  if has systemctl; then
    systemctl -q disable "$ME.timer" 2>/dev/null
    ! runs_systemd || systemctl -q stop "$ME.timer"
  fi
  rm -f "$UNITS/$ME.timer" "$UNITS/$ME.service" "$PROGRAM"
  ! runs_systemd || systemctl daemon-reload
  say "removed $ME.timer and $PROGRAM; $STATE and $LOG stay"
}
