# --- timer: systemd ---

unit_service() {
  printf '[Unit]\nDescription=Opens this host to the SSH keys of its users (%s)\n' "$ME"
  printf 'Wants=network-online.target\nAfter=network-online.target nss-user-lookup.target remote-fs.target\n\n'
  printf '[Service]\nType=oneshot\nExecStart=%s apply\nTimeoutStartSec=15min\n' "$PROGRAM"
}

# At boot, which takes up what was missed, and so many minutes after each run; not on all hosts in the same second.
unit_timer() {
  printf '[Unit]\nDescription=Runs %s.service at boot and every %s minutes\n\n' "$ME" "$EVERY"
  printf '[Timer]\nOnBootSec=15s\nOnUnitInactiveSec=%smin\nRandomizedDelaySec=%ss\nAccuracySec=5s\n\n' \
    "$EVERY" "$((EVERY * 6))"
  printf '[Install]\nWantedBy=timers.target\n'
}

units_write() {
  has systemctl || { say "no systemd here: run $PROGRAM apply at boot and every $EVERY minutes by other means"; return; }
  news=no
  for kind in service timer; do
    "unit_$kind" >"$WORK/unit"
    mkdir -p "$UNITS"
    put_changed "$UNITS/$ME.$kind" 0644 "$WORK/unit"
    case $? in
      0) news=yes && changed "wrote $UNITS/$ME.$kind" ;;
      2) problem "$UNITS/$ME.$kind $UNWRITTEN" ;;
    esac
  done
  systemctl -q enable "$ME.timer" 2>/dev/null || problem "systemctl could not enable $ME.timer"
  [ -d /run/systemd/system ] || { say 'systemd does not run here: the timer begins at the next boot'; return; }
  [ "$news" = no ] || systemctl daemon-reload
  if [ "$news" = yes ] || ! systemctl -q is-active "$ME.timer"; then
    systemctl restart "$ME.timer" || problem "systemctl could not start $ME.timer"
  fi
}

units_remove() {
  [ -f "$UNITS/$ME.timer" ] || [ -f "$UNITS/$ME.service" ] || return 0
  if has systemctl; then
    systemctl -q disable "$ME.timer" 2>/dev/null
    [ ! -d /run/systemd/system ] || systemctl stop "$ME.timer"
  fi
  rm -f "$UNITS/$ME.timer" "$UNITS/$ME.service" && changed "removed $UNITS/$ME.timer and $ME.service"
  ! has systemctl || [ ! -d /run/systemd/system ] || systemctl daemon-reload
}
