# --- detached: a patch outlives whoever asked for it ---

# The agent ends what it runs at a time-out, and is itself among the packages that are replaced. So systemd runs the patch, and who
# asked waits for the answer. Its main process lets itself not be ended before dpkg or rpm has come to its end.
detached() {
  state_make || step_impossible
  unit=$ME-${STEP:-unattended}
  ANSWER_TO=$STATE/answer.${STEP:-unattended}
  find "$STATE" -maxdepth 1 -name 'answer.*' -mmin +1440 -exec rm -f {} +
  if ! unit_runs; then
    rm -f "$ANSWER_TO"
    # Who asks for the same step at the same time may have been the first: of one name systemd runs one.
    if ! detached_start && ! unit_runs && [ ! -f "$ANSWER_TO" ]; then
      if step_replay; then exit 0; fi
      problem "systemd does not run it: $(last_words)"
      detached_answer refused
    fi
  fi
  detached_wait "$(($(now) + TIMEOUT - 15))"
}

# Of a library that was replaced the shell uses the old one: needrestart would restart the unit in the midst of its patch, and leaves
# alone what refuses to be stopped by hand. A shutdown stops it.
detached_start() {
  put "$STATE/program" <"$0" && proxies | put "$RUN/environment" &&
    logged systemd-run --quiet --collect --unit="$unit" -p KillMode=mixed -p TimeoutStopSec=15min -p RefuseManualStop=yes \
      -p EnvironmentFile=-"$RUN/environment" \
      sh "$STATE/program" patch --answer-to "$ANSWER_TO" --scope "$SCOPE" --pin "$PIN" --services "$SERVICES" \
      --timeout "$TIMEOUT" ${STEP:+--step "$STEP"}
}

# What the agent has of proxies. They may have passwords, and anybody can read arguments and settings of a unit: in a file.
proxies() { env | grep -Ei '^(https?|no)_proxy=.' | sed 's/[\\"$`]/\\&/g; s/=/="/; s/$/"/'; }

# A unit that is stopped, or of which a process ran out of memory, works on while it is deactivating. Where systemd cannot be
# asked, such as while it is itself replaced, nothing has ended yet.
unit_runs() { case $(unit_state) in active | activating | reloading | deactivating) ;; *) return 1 ;; esac; }
unit_has_ended() { case $(unit_state) in inactive | failed | unknown) ;; *) return 1 ;; esac; }
unit_state() { systemctl is-active "$unit" 2>/dev/null; }

# detached_wait UNTIL
detached_wait() {
  while [ "$(now)" -lt "$1" ]; do
    if [ -f "$ANSWER_TO" ]; then detached_said; fi
    if step_replay; then exit 0; fi
    if unit_has_ended; then
      sleep 1
      if [ -f "$ANSWER_TO" ]; then detached_said; fi
      if step_replay; then exit 0; fi
      problem "the patch ended without an answer: see $LOG"
      detached_answer failed
    fi
    sleep 1
  done
  ANSWER_TO=''
  step_answer running
}

# detached_answer RESULT: for a patch that says nothing itself. Where this step has begun, now or in an earlier try, packages may
# have changed. The answer is not kept: asked again, the step is done again.
detached_answer() {
  ANSWER_TO='' PACKAGES=unchanged
  if manager_find && [ "$(cat "$STATE/running" 2>/dev/null)" = "${STEP:-unattended}" ] && [ -s "$STATE/before" ]; then
    patch_look
  else
    health_look
  fi
  [ -z "$MANAGER" ] || ! manager is_broken || PACKAGES=broken
  answer "$1" "$PACKAGES" && step_say "$1"
}

# It stays there: somebody else may wait for it, too.
detached_said() {
  cat "$ANSWER_TO"
  said=$(sed -n 's/^result //p' "$ANSWER_TO")
  case $said in
    failed) exit "$FAILED" ;;
    refused) exit "$REFUSED" ;;
    *) exit 0 ;;
  esac
}
