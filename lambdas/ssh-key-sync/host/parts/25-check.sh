# --- check: what there is to say, and what is wrong; changes nothing ---

cmd_status() {
  [ $# -eq 0 ] || usage 'status has no options'
  [ -r "$STATE/status" ] || die "$FAILED" "there is no report yet, or it cannot be read: run $ME apply as root"
  cat "$STATE/status"
}

cmd_check() {
  [ $# -eq 0 ] || usage 'check has no options'
  run_begin check
  conf_read || die "$USAGE" "there is no $CONF: run $ME install first"
  NOW=$(date +%s) KEEP_ONLY=''
  : >"$WORK/granted"
  in_force && manifest_header "$BASE" || problem 'no manifest is in force: run apply'
  if [ -n "$BASE" ]; then
    expiry_act
    granted
    plan | grep -v '^out ' >"$WORK/plan"
    [ ! -s "$WORK/plan" ] || problem "accounts differ from the manifest: $(head -n 1 "$WORK/plan"); apply mends it"
    homes_lacking >"$WORK/homes"
    [ ! -s "$WORK/homes" ] || problem "homes are missing: $(cut -d ' ' -f 3 "$WORK/homes" | head -n 1); apply mends it"
    check_files
  fi
  drop_in | cmp -s - "$DROP_IN" || problem "$DROP_IN is not there, or another text: apply mends it"
  [ ! -f "$STATE/reload" ] || problem "sshd has not been told of $DROP_IN: apply mends it"
  sshd_review
  if has systemctl; then
    unit_service | cmp -s - "$UNITS/$ME.service" && unit_timer | cmp -s - "$UNITS/$ME.timer" && systemctl -q is-enabled "$ME.timer" ||
      problem "$ME.timer is not there, not enabled, or another: install mends it"
  fi
  [ "$EXIT" -ne 0 ] || say 'all is well'
  exit "$EXIT"
}

# Key files and lines of sudo, against the manifest in force.
check_files() {
  keys_folder_good || problem "$KEYS is not a folder of root with mode 0755: apply mends it"
  keys_make && keys_compare || { problem "key files cannot be compared: is $WORK full?"; return; }
  [ ! -s "$WORK/keys.gone" ] || problem "key files that should not be there: $(names "$WORK/keys.gone"); apply mends it"
  [ ! -s "$WORK/keys.new" ] || problem "key files that are missing or differ: $(names "$WORK/keys.new"); apply mends it"
  sudo_lines full
  if [ -s "$WORK/sudo" ]; then is_put "$SUDOERS" 0440 "$WORK/sudo"; else [ ! -e "$SUDOERS" ]; fi ||
    problem "$SUDOERS is not as it should be: apply mends it"
}
