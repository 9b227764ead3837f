# --- patch: the packages ---

do_patch() {
  manager_find || patch_refused
  if room_refused 0; then patch_refused; fi
  # Of the first try of this step, where an earlier one was cut off.
  [ -s "$STATE/before" ] || packages_list | put "$STATE/before" || { problem "$STATE cannot be written" && patch_refused; }
  [ -f "$STATE/failed-before" ] && [ "$TRY" = again ] || ! runs_systemd || failed_units >"$STATE/failed-before"
  lists_fetch || patch_failed 'the lists of packages could not be fetched'
  WORK_TO_DO=no
  if manager is_broken; then
    WORK_TO_DO=yes
    manager repair || [ "$LOCKED" = yes ] || note 'not repaired; the upgrade may bring what is missing'
    [ "$LOCKED" = no ] || patch_failed ''
  fi
  manager updates || patch_failed "updates cannot be told: $(last_words)"
  if [ -s "$WORK/updates" ]; then
    WORK_TO_DO=yes
    manager estimate
    [ "$LOCKED" = no ] || patch_failed ''
    if room_refused "$((DOWNLOAD + INSTALLED))" || boot_refused; then patch_refused; fi
    manager upgrade || patch_failed "the upgrade failed: $(last_words)"
  fi
  if manager is_broken_now; then patch_failed 'packages are half there after the upgrade'; fi
  patch_done
}

# `nothing` is said only where there was nothing to do. Where there was, and no package has changed, it is ok and unchanged, and a
# problem says so.
patch_done() {
  patch_look
  case $PACKAGES:$WORK_TO_DO:$UPDATES in
    unchanged:no:*) result=nothing ;;
    unchanged:*:[1-9]*) problem "no package has changed, though there were updates: see $LOG" && result=ok ;;
    *) result=ok ;;
  esac
  answer "$result" "$PACKAGES" && step_end "$result"
}

# What was changed, and how the host is now.
patch_look() {
  packages_list >"$WORK/after"
  changes_between "$STATE/before" "$WORK/after" >"$WORK/changes"
  PACKAGES=unchanged
  cmp -s "$STATE/before" "$WORK/after" || PACKAGES=changed
  updates_count
  health_look
}

# patch_failed WHY: refused where somebody else is at work and nothing was changed.
patch_failed() {
  if [ "$LOCKED" = yes ]; then problem "somebody else is at work on packages: $(last_words)"; elif [ -n "$1" ]; then problem "$1"; fi
  locked=$LOCKED
  patch_look
  if manager is_broken_now; then PACKAGES=broken; fi
  result=failed
  [ "$locked:$PACKAGES" != yes:unchanged ] || result=refused
  answer "$result" "$PACKAGES" && step_end "$result"
}

patch_refused() {
  PACKAGES=unchanged
  if [ -n "$MANAGER" ]; then
    broken_word
    [ ! -s "$STATE/before" ] || { packages_list | cmp -s - "$STATE/before" || PACKAGES=changed; }
  fi
  health_look
  answer refused "$PACKAGES" && step_end refused
}
