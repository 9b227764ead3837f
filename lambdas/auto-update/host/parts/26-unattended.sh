# --- unattended: what the timer runs ---

# unattended_options OPTION...: those of a timer, and among them those of a step.
unattended_options() {
  TIMER_SCOPE=security TIMER_SERVICES=''
  while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage "$1 has no value"
    case $1 in
      --at) AT=$2 ;;
      --days) DAYS=$2 ;;
      --jitter) JITTER=$2 ;;
      --scope) TIMER_SCOPE=$2 ;;
      --services) TIMER_SERVICES=$2 ;;
      --reboot) REBOOT=$2 ;;
      --hours) HOURS=$2 ;;
      *) usage "there is no option $1" ;;
    esac
    shift 2
  done
  options --scope "$TIMER_SCOPE" --services "$TIMER_SERVICES"
  like "$REBOOT" 'never|when-needed' || usage '--reboot is neither never nor when-needed'
  [ -z "$HOURS" ] || [ "$REBOOT" = when-needed ] || usage '--hours are those of a reboot: they take --reboot when-needed'
  [ -z "$HOURS" ] || is_hours "$HOURS" || usage '--hours are not hours such as 02:00-05:00'
  [ -z "$HOURS" ] || [ "${HOURS%-*}" != "${HOURS#*-}" ] ||
    usage '--hours begin and end at the same time: write hours such as 02:00-05:00'
  [ "$REBOOT" = never ] || [ -n "$HOURS" ] || usage '--reboot when-needed takes --hours such as 02:00-05:00, in which it may reboot'
}

cmd_unattended() {
  AT='' DAYS='' JITTER=0 REBOOT=never HOURS=''
  unattended_options "$@"
  ACTION=patch MANAGER='' LOCKED=no KEPT_BACK='' TRY=first
  run_begin unattended
  state_make || die "$FAILED" "$STATE cannot be written: is the disk full, or read-only?"
  if is_orchestrated; then
    say 'this host is orchestrated: a step was asked of it in the last two hours; nothing was done'
    exit 0
  fi
  trap '' TERM
  step_lock
  step_begin || die "$FAILED" "$STATE cannot be written: is the disk full, or read-only?"
  (do_patch)
  patched=$?
  if [ -f "$WORK/answer" ]; then put "$STATE/unattended" <"$WORK/answer"; else complain "the patch ended without an answer: see $LOG"; fi
  # Refused, too: a reboot might come into what somebody else is at.
  [ "$patched" -eq 0 ] || exit "$patched"
  manager_find
  reboot_in_hours
  # Such a host would stay as it is each night, and nobody would see it.
  ! grep -q '^problem no package has changed' "$WORK/answer" || patched=$FAILED
  exit "$patched"
}

is_orchestrated() { [ -n "$(find "$STATE/steps" -type f -mmin -120 2>/dev/null | head -n 1)" ]; }

# in_hours HHMM: whether a time is within HOURS, which may go past midnight. Their end is not.
in_hours() {
  from=$(printf '%s' "${HOURS%-*}" | tr -d :)
  to=$(printf '%s' "${HOURS#*-}" | tr -d :)
  if [ "$from" -lt "$to" ]; then [ "$1" -ge "$from" ] && [ "$1" -lt "$to" ]; else [ "$1" -ge "$from" ] || [ "$1" -lt "$to" ]; fi
}

reboot_in_hours() {
  [ "$REBOOT" = when-needed ] || return 0
  reason=$(reboot_reason)
  [ -n "$reason" ] || return 0
  in_hours "$(date +%H%M)" || { say "a reboot is needed ($reason), but not in these hours"; return 0; }
  manager is_broken && { say 'a reboot is needed, but packages are half there'; return 0; }
  say "reboots: $reason"
  reboot_soon || die "$FAILED" "systemd takes no order to reboot: $(last_words)"
}
