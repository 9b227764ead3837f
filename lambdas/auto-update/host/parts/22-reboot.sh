# --- reboot: asked for, not waited for ---

# The answer is kept first: the reboot comes some seconds later.
do_reboot() {
  if manager_find && manager is_broken; then
    problem 'packages are half there: a patch repairs them, and a reboot might not come back'
    HEALTH=bad
    answer refused broken && step_end refused
  fi
  if ! runs_systemd; then
    problem 'systemd does not run here'
    answer refused unchanged && step_end refused
  fi
  sync
  health_look
  answer ok unchanged
  [ -z "$STEP" ] || put "$STATE/steps/$STEP" <"$WORK/answer" || { problem "$STATE cannot be written" && answer refused unchanged && step_end refused; }
  if ! reboot_soon; then
    rm -f "$STATE/steps/$STEP"
    problem "systemd takes no order to reboot: $(last_words)"
    answer failed unchanged && step_end failed
  fi
  step_end ok
}

reboot_soon() {
  note 'reboot in five seconds'
  logged systemd-run --quiet --collect --on-active=5 --timer-property=AccuracySec=1s systemctl reboot && return
  logged shutdown -r +1
}
