# --- detached: a patch outlives whoever asked for it ---

# The agent ends what it runs at a time-out, and is itself among the packages that are replaced. So systemd runs the patch, and who
# asked waits for the answer. Its main process lets itself not be ended before dpkg or rpm has come to its end.
detached() {
  state_make || step_impossible
  unit=$ME-${STEP:-unattended}
  ANSWER_TO=$STATE/answer.${STEP:-unattended}
  if ! systemctl -q is-active "$unit"; then
    rm -f "$ANSWER_TO"
    put "$STATE/program" <"$0" && logged systemd-run --quiet --collect --unit="$unit" -p KillMode=mixed -p TimeoutStopSec=15min \
      sh "$STATE/program" patch --answer-to "$ANSWER_TO" --scope "$SCOPE" --pin "$PIN" --services "$SERVICES" \
      --timeout "$TIMEOUT" ${STEP:+--step "$STEP"} || {
      problem "systemd does not run it: $(last_words)"
      ANSWER_TO='' && step_answer refused
    }
  fi
  detached_wait "$(($(now) + TIMEOUT - 15))"
}

# detached_wait UNTIL
detached_wait() {
  while [ "$(now)" -lt "$1" ]; do
    if [ -f "$ANSWER_TO" ]; then detached_said; fi
    if step_replay; then exit 0; fi
    if ! systemctl -q is-active "$unit"; then
      sleep 1
      if [ -f "$ANSWER_TO" ]; then detached_said; fi
      if step_replay; then exit 0; fi
      ANSWER_TO=''
      problem "the patch ended without an answer: see $LOG"
      manager_find && broken_word
      answer failed "${PACKAGES:-unchanged}" && step_say failed
    fi
    sleep 1
  done
  ANSWER_TO=''
  step_answer running
}

detached_said() {
  cat "$ANSWER_TO"
  said=$(sed -n 's/^result //p' "$ANSWER_TO")
  rm -f "$ANSWER_TO"
  case $said in
    failed) exit "$FAILED" ;;
    refused) exit "$REFUSED" ;;
    *) exit 0 ;;
  esac
}
