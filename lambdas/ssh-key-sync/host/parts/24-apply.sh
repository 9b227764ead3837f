# --- apply: the manifest, brought into force ---

cmd_apply() {
  told=0 hash=''
  while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage "$1 has no value"
    case $1 in
      --version) told=$2 ;;
      --sha256) hash=$2 ;;
      *) usage "apply has no option $1" ;;
    esac
    shift 2
  done
  is_number "$told" || usage '--version is not a number'
  [ -z "$hash" ] || is_sha256 "$hash" || usage '--sha256 is not a hash in hexadecimal'
  run_begin apply
  conf_read || die "$USAGE" "there is no $CONF: run $ME install first"
  RESULT=unchanged NOW=$(date +%s) KEEP_ONLY='' UNFINISHED=no
  : >"$WORK/granted"
  instance_arn || :
  if choose "$told" "$hash"; then
    bring_into_force
  else
    problem 'there is no manifest yet: nobody is let in or locked'
  fi
  result
  status_write && status_send
  say "$RESULT: version ${version:-0}, $(wc -l <"$WORK/granted" | tr -d ' ') users"
  exit "$EXIT"
}

# What is lost first, then what is gained.
bring_into_force() {
  expiry_act
  group_make
  plan >"$WORK/plan" && granted ||
    { unfinished "accounts of this host cannot be read, or $WORK is full: nothing was changed"; return; }
  sudo_sync lose
  keys_sync
  carry_out lock
  sessions_end
  records_write || return
  carry_out 'problem|tidy|mend-[a-z]*|unlock|join|away|rename|create'
  if [ -s "$WORK/steps" ]; then
    : >"$WORK/plan"
    granted || { unfinished "accounts of this host cannot be read, or $WORK is full"; return; }
    records_write
    keys_sync
  fi
  homes_make
  sudo_sync full
  sshd_activate
  sshd_review
  commit
}

# An expired manifest stays in force; locking is for those who ask for it.
expiry_act() {
  [ "$H_EXPIRES" -le "$NOW" ] || return 0
  if [ "$H_ON_EXPIRY" = lock ]; then
    KEEP_ONLY=yes
    problem "the manifest of version $H_VERSION has expired: all but the break-glass user are locked, as on-expiry says"
  else
    problem "the manifest of version $H_VERSION has expired: it stays in force; does the Lambda still run?"
  fi
}

# The manifest is in force: nobody has more than it says.
commit() {
  if [ "$BASE" = "$STATE/manifest.next" ] && [ "$UNFINISHED" = no ]; then
    if mv -f "$BASE" "$STATE/manifest"; then
      sync_files "$STATE"
      changed "version $H_VERSION is in force"
    else
      problem "$STATE/manifest cannot be written: is the disk read-only?"
    fi
  fi
}

result() {
  if [ "$RESULT" = refused ]; then return; fi
  if [ "$EXIT" -ne 0 ]; then RESULT=failed; elif [ "$CHANGED" = yes ]; then RESULT=applied; fi
}
