# --- sshd-review: what holds for our users, and telling sshd ---

# A user with access, or nobody before the first manifest.
sshd_someone() { [ -s "$WORK/granted" ] && sed -n '1s/ .*//p' "$WORK/granted"; }

sshd_reads_keys() {
  someone=$(sshd_someone) || return 0
  sshd_effect "$someone" | grep -qx "authorizedkeysfile $KEYS/%u"
}

# What holds for our users, of whom one stands for all but in lists of names: reported, never mended, for these are the
# settings of somebody else.
sshd_review() {
  has sshd && someone=$(sshd_someone) && [ -f "$DROP_IN" ] || return 0
  sshd_valid && effect=$(sshd_effect "$someone") ||
    { sshd_broken "$SSHD_CONFIG is broken, and left alone (sshd -t: $(sshd_says))"; return; }
  effective "authorizedkeysfile $KEYS/%u" ||
    sshd_broken "sshd does not read $KEYS for $someone: an earlier Match wins, or Include ${DROP_IN%/*}/*.conf is not its first line"
  ! effective 'pubkeyauthentication no' || sshd_broken "PubkeyAuthentication of sshd is no: nobody gets in by a key"
  ! effective 'allowgroups .*' || effective "allowgroups ($LINUX_GROUP|\*|kmscrypt-\*)" ||
    sshd_broken "AllowGroups of sshd leaves $LINUX_GROUP out: add it there"
  ! effective "denygroups ($LINUX_GROUP|\*|kmscrypt-\*)" || sshd_broken "DenyGroups of sshd has $LINUX_GROUP: take it out there"
  if effective 'allowusers .*' && ! effective 'allowusers \*' && first=$(first_named -v 'allowusers \([^@]*\).*'); then
    sshd_broken "AllowUsers of sshd leaves $first out: use AllowGroups with $LINUX_GROUP instead"
  fi
  ! first=$(first_named -x 'denyusers \(.*\)') || sshd_broken "DenyUsers of sshd has $first: take it out there"
  ! effective 'authenticationmethods .*' || effective 'authenticationmethods (.* )?(any|publickey(,keyboard-interactive[^ ,]*)?)( .*)?' ||
    sshd_broken 'AuthenticationMethods of sshd asks for more than our users have: add publickey there'
}

# first_named -x|-v SETTING: prints the first of our users who is, or is not (-v), in a list of names.
first_named() {
  printf '%s\n' "$effect" | sed -n "s/^$2\$/\1/p" >"$WORK/named"
  cut -d ' ' -f 1 "$WORK/granted" | grep -Fx -m 1 "$1" -f "$WORK/named"
}

effective() { printf '%s\n' "$effect" | grep -Eqx "$1"; }

sshd_reload() {
  if [ -d /run/systemd/system ] && has systemctl; then
    for unit in ssh.service sshd.service; do
      systemctl -q is-active "$unit" || continue
      systemctl reload "$unit" && return
      problem "$unit could not be reloaded: the next run tries again"
      return 1
    done
  fi
  pidfile=$(sshd_effect root | sed -n 's/^pidfile //p')
  pid=$(cat "${pidfile:-/run/sshd.pid}" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = sshd ] || return 0
  kill -HUP "$pid" && return
  problem "sshd (process $pid) could not be told to read its configuration: the next run tries again"
  return 1
}
