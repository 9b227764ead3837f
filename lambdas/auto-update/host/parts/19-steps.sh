# --- steps: what has been asked and answered before ---

# A step that was done is not done again: its answer is printed. One that was refused changed nothing, and may be asked again.
step_replay() {
  [ -n "$STEP" ] && [ -f "$STATE/steps/$STEP" ] || return 1
  if grep -qx "action $ACTION" "$STATE/steps/$STEP"; then
    cat "$STATE/steps/$STEP"
  else
    problem "the step $STEP was another one than $ACTION"
    MANAGER='' && answer refused unchanged && cat "$WORK/answer"
  fi
}

step_begin() {
  [ "$(cat "$STATE/running" 2>/dev/null)" = "${STEP:-unattended}" ] || {
    rm -f "$STATE/before" && printf '%s\n' "${STEP:-unattended}" | put "$STATE/running"
  }
}

# step_end RESULT: keeps the answer, and says it.
step_end() {
  case $1 in
    refused) ;;
    *) if [ -n "$STEP" ]; then
        put "$STATE/steps/$STEP" <"$WORK/answer" || complain "$STATE/steps cannot be written"
        steps_thin
      fi ;;
  esac
  # A look at health is taken while another step may be at work.
  [ "$ACTION" = health ] || rm -f "$STATE/before" "$STATE/running"
  step_say "$1"
}

# step_say RESULT: to whoever asked, and as exit status.
step_say() {
  if [ -n "$ANSWER_TO" ]; then put "$ANSWER_TO" <"$WORK/answer"; else cat "$WORK/answer"; fi
  case $1 in
    failed) exit "$FAILED" ;;
    refused) exit "$REFUSED" ;;
    *) exit 0 ;;
  esac
}

steps_thin() {
  # shellcheck disable=SC2012 # names that this script has made
  ls -t "$STATE/steps" | tail -n "+$((MOST_STEPS + 1))" | while read -r old; do rm -f "$STATE/steps/$old"; done
}

# step_lock: for a step that changes something. Who cannot get it is told who has it.
step_lock() {
  state_make || step_impossible
  other=$(cat "$STATE/running" 2>/dev/null)
  wait=$PATIENCE
  # The same step, which was asked for again: it is said soon that it runs.
  if [ -n "$STEP" ] && [ "$other" = "$STEP" ] && [ "$wait" -gt 20 ]; then wait=20; fi
  if lock_take "$wait"; then
    if step_replay; then exit 0; fi
    return
  fi
  if step_replay; then exit 0; fi
  other=$(cat "$STATE/running" 2>/dev/null)
  if [ -n "$STEP" ] && [ "$other" = "$STEP" ]; then
    step_answer running
  fi
  problem "another run is at work: ${other:-of unknown name}; nothing was changed"
  step_answer refused
}

# Where nothing can be written down nothing is begun.
step_impossible() {
  manager_find
  health_look
  step_answer refused
}

# step_answer RESULT: of a step that has not begun.
step_answer() {
  [ -n "$MANAGER" ] || manager_find
  answer "$1" unchanged && step_say "$1"
}
