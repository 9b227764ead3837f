# --- step: check, patch, reboot and health ---

cmd_step() {
  ACTION=$1
  shift
  options "$@"
  run_begin "$ACTION"
  MANAGER='' LOCKED=no KEPT_BACK='' TRY=first
  if step_replay; then exit 0; fi
  case $ACTION:$ANSWER_TO in
    health:*)
      state_make || complain "$STATE cannot be written"
      do_health
      ;;
    patch:) if runs_systemd && has systemd-run; then detached; fi ;;
    patch:*) trap '' TERM ;;
  esac
  step_lock
  [ "$(cat "$STATE/running" 2>/dev/null)" != "${STEP:-unattended}" ] || TRY=again
  step_begin || {
    problem "$STATE cannot be written: is the disk full, or read-only?"
    step_impossible
  }
  "do_$ACTION"
}
