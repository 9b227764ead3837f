# --- run: folders, and what killed runs have left ---

need_root() { [ "$(id -u)" = 0 ] || die "$USAGE" "$1 has to be run as root"; }

run_begin() {
  need_root "$1"
  mkdir -p "$RUN" 2>/dev/null && chmod 0700 "$RUN" && find "$RUN" -mindepth 1 -maxdepth 1 -name 'work.*' -mmin +1440 -exec rm -rf {} + &&
    WORK=$(mktemp -d "$RUN/work.XXXXXX") ||
    die "$FAILED" "$RUN cannot be written: is /run full, or read-only? nothing was changed"
  trap 'rm -rf "$WORK"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  : >"$WORK/problems"
  : >"$WORK/changes"
  LIMIT=''
  log_open
  # A patch may take a part of its time to wait for others.
  PATIENCE=$((TIMEOUT / 4))
  [ "$PATIENCE" -le 600 ] || PATIENCE=600
  WAIT_UNTIL=$(($(now) + PATIENCE))
}

# Folders that outlast a boot. Nothing can be begun without.
state_make() {
  mkdir -p "$STATE/steps" 2>/dev/null && chmod 0700 "$STATE" "$STATE/steps" && : >>"$STATE/lock" && return
  problem "$STATE cannot be written: is the disk full, or read-only?"
  return 1
}

# put FILE: stdin becomes the file, whole or not at all.
put() {
  if cat >"$1.new" && { sync "$1.new" 2>/dev/null || sync; } && mv -f "$1.new" "$1"; then return; fi
  rm -f "$1.new"
  return 1
}
