# --- check: what could be updated; the host is in service ---

do_check() {
  if ! manager_find; then answer refused unchanged && step_end refused; fi
  if ! lists_fetch; then
    broken_word
    health_look
    if [ "$LOCKED" = yes ]; then
      problem 'somebody else is at work on packages'
      answer refused "$PACKAGES" && step_end refused
    fi
    answer failed "$PACKAGES" && step_end failed
  fi
  updates_count
  awk '{ print $1, $2, $3 }' "$WORK/updates" >"$WORK/changes"
  broken_word
  health_look
  if [ "$UPDATES" -lt 0 ]; then
    if [ "$LOCKED" = yes ]; then answer refused "$PACKAGES" && step_end refused; fi
    answer failed "$PACKAGES" && step_end failed
  fi
  result=ok
  [ "$UPDATES" -gt 0 ] || needs_reboot || result=nothing
  answer "$result" "$PACKAGES" && step_end "$result"
}

# Into PACKAGES.
broken_word() {
  PACKAGES=unchanged
  ! manager is_broken || PACKAGES=broken
}

# Asked while others are at work, and of hosts that have no way out: nothing is waited for but half packages, and the network is not
# asked.
do_health() {
  if ! manager_find; then
    health_look
    answer refused unchanged && step_end refused
  fi
  WAIT_UNTIL=0
  ! has timeout || LIMIT='timeout 60'
  health_wait
  lists_last || note 'no lists of a check or patch: updates cannot be told'
  updates_count
  broken_word
  health_look
  answer ok "$PACKAGES" && step_end ok
}
