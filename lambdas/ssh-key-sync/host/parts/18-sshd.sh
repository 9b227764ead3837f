# --- sshd: the drop-in, tried before it counts ---

drop_in() {
  printf '# Written by %s; taken away by: %s uninstall\nMatch Group %s\n    AuthorizedKeysFile %s/%%u\n' \
    "$ME" "$ME" "$LINUX_GROUP" "$KEYS"
}

# sshd_valid [FILE]: whether the configuration can be read. What is wrong with it is in $WORK/sshd.err.
sshd_valid() {
  sshd -t -f "${1:-$SSHD_CONFIG}" >"$WORK/sshd.err" 2>&1 && return
  # Where sshd is started by a socket, its directory is there only while it runs.
  grep -q 'privilege separation directory: /run/sshd' "$WORK/sshd.err" && mkdir -m 0755 /run/sshd || return 1
  sshd -t -f "${1:-$SSHD_CONFIG}" >"$WORK/sshd.err" 2>&1
}

# sshd_effect USER [FILE]: prints the settings that hold for a user.
sshd_effect() {
  sshd -T -f "${2:-$SSHD_CONFIG}" -C "user=$1,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22" 2>"$WORK/sshd.err"
}

sshd_says() { head -n 1 "$WORK/sshd.err" | cut -c 1-200; }

sshd_broken() {
  worse "$BROKEN_SSHD"
  problem "$*"
  return 1
}

# Puts the drop-in there if it is not. It is tried beside the configuration first, then in its place, and taken back.
# The file reload, with what holds for root without the drop-in, is there until sshd has been told: also after a kill.
sshd_activate() {
  has sshd || { sshd_broken 'there is no sshd: install openssh-server'; return; }
  if drop_in | cmp -s - "$DROP_IN"; then
    [ -f "$STATE/reload" ] || return 0
    if sshd_fits; then sshd_tell; return; fi
    # Then anew: what holds for root may be another by now.
    rm -f "$DROP_IN"
    ! sshd_valid || sshd_tell
  fi
  sshd_valid || { sshd_broken "$SSHD_CONFIG is broken, and left alone (sshd -t: $(sshd_says))"; return; }
  grep -Eiq '^[[:space:]]*include[[:space:]].*sshd_config\.d/\*' "$SSHD_CONFIG" ||
    { sshd_broken "$SSHD_CONFIG does not read ${DROP_IN%/*}: make its first line: Include ${DROP_IN%/*}/*.conf"; return; }
  drop_in >"$WORK/drop-in" && printf 'Include %s\nInclude %s\n' "$WORK/drop-in" "$SSHD_CONFIG" >"$WORK/sshd_config" ||
    { problem "$WORK cannot be written: is ${WORK%/*} full?"; return; }
  sshd_valid "$WORK/sshd_config" || { sshd_broken "sshd refuses the drop-in: $(sshd_says)"; return; }
  sshd_effect root | put "$STATE/reload" 0600 && drop_in | put "$DROP_IN" 0644 ||
    { sshd_broken "$STATE/reload or $DROP_IN $UNWRITTEN"; return; }
  if ! sshd_fits; then
    rm -f "$DROP_IN" && rm -f "$STATE/reload"
    sshd_broken "$DROP_IN is taken back: with it sshd does not read $KEYS for our users alone: $(sshd_says)"
    return
  fi
  changed "wrote $DROP_IN"
  sshd_tell
}

sshd_fits() { sshd_valid && sshd_effect root | cmp -s - "$STATE/reload" && sshd_reads_keys; }

sshd_tell() { sshd_reload && rm -f "$STATE/reload"; }

sshd_deactivate() {
  [ -f "$DROP_IN" ] || [ -f "$STATE/reload" ] || return 0
  touch "$STATE/reload"
  if [ -f "$DROP_IN" ]; then
    rm -f "$DROP_IN" || { problem "$DROP_IN cannot be removed: is it read-only?"; return; }
    changed "removed $DROP_IN"
  fi
  if sshd_valid; then sshd_tell; else problem "$SSHD_CONFIG is broken (sshd -t: $(sshd_says)): sshd is not reloaded"; fi
}
