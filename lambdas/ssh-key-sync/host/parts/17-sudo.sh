# --- sudo: /etc/sudoers.d/kmscrypt-ssh-keys ---

# sudo_sync lose|full: `lose` only takes lines out; `full` makes the file that of $WORK/granted.
sudo_sync() {
  if ! sudo_lines "$1"; then
    unfinished "lines of sudo cannot be made: is $WORK full?"
  elif [ ! -s "$WORK/sudo" ]; then
    sudo_remove
  elif sudo_possible "$1"; then
    put_changed "$SUDOERS" 0440 "$WORK/sudo"
    case $? in
      0) changed "wrote $SUDOERS" ;;
      2) unfinished "$SUDOERS $UNWRITTEN the old one stays" ;;
    esac
  fi
}

# Into $WORK/sudo. By UID, so that nobody has the line of another for the moment in which names change hands.
sudo_lines() {
  awk '$3 != "login" { print "#" $2 " ALL=(ALL:ALL) NOPASSWD: ALL" }' "$WORK/granted" | sort >"$WORK/sudo.full" || return 1
  if [ "$1" = full ]; then
    mv "$WORK/sudo.full" "$WORK/sudo"
  elif [ -f "$SUDOERS" ]; then
    grep -Fx -f "$WORK/sudo.full" "$SUDOERS" >"$WORK/sudo"
    # 1: no line is left.
    [ $? -le 1 ]
  else
    : >"$WORK/sudo"
  fi
}

sudo_remove() {
  [ -f "$SUDOERS" ] || return 0
  if rm -f "$SUDOERS"; then changed "removed $SUDOERS"; else unfinished "$SUDOERS cannot be removed: is it read-only?"; fi
}

sudo_possible() {
  if ! has visudo; then
    [ "$1" = lose ] || problem 'sudo is not installed: the users of the manifest who may become root cannot'
    return 1
  fi
  visudo -cqf "$WORK/sudo" >"$WORK/visudo" 2>&1 ||
    { unfinished "visudo refuses the lines for $SUDOERS: $(head -n 1 "$WORK/visudo")"; return 1; }
  [ "$1" = lose ] || grep -Eq '^[@#]includedir[[:space:]]+/etc/sudoers\.d' /etc/sudoers ||
    problem '/etc/sudoers does not read /etc/sudoers.d: add the line @includedir /etc/sudoers.d to it'
}
