# --- users: one change of one account each ---

# account COMMAND...: runs useradd, usermod, groupmod; again while another program has the lock of /etc/passwd. Waiting is
# for ten seconds a run, also within the program; after that the rest is left to the next run.
PATIENCE=10
account() {
  said='not tried, as the lock of /etc/passwd is not free' tries=0
  while [ "$PATIENCE" -gt 0 ] && [ "$tries" -lt 2 ]; do
    began=$(date +%s)
    said=$("$@" 2>&1 </dev/null) && return
    case $said in *'cannot lock'*) ;; *) break ;; esac
    # So it says on a full disk, too.
    if lock_held; then sleep 1; else tries=$((tries + 1)); fi
    PATIENCE=$((PATIENCE - $(date +%s) + began))
  done
  problem "$1 failed for ${user:-$LINUX_GROUP}: $(printf '%s\n' "$said" | grep -v warning | tail -n 1)"
  return 1
}

lock_held() {
  for lock in /etc/passwd.lock /etc/shadow.lock /etc/group.lock /etc/gshadow.lock /etc/subuid.lock /etc/subgid.lock; do
    holder=$(tr -dc 0-9 <"$lock") && kill -0 "$holder" && return
  done 2>/dev/null
  return 1
}

group_make() { grep -q "^$LINUX_GROUP:" /etc/group || account groupadd -r "$LINUX_GROUP"; }

# The password `*` opens nothing, but is not `!`: without PAM sshd refuses accounts that are locked in this way.
user_create() {
  home=/home/$user
  if [ -d "$home" ] && [ "$(stat -c %u "$home")" != "$uid" ]; then
    # What a killed run left is empty; anything else is somebody's.
    rmdir "$home" 2>/dev/null || home=/home/$user-$uid
  fi
  # After a run that could not take it away it may be there, with the keys of a namesake.
  keys_foreign "$KEYS/$user" || rm -f "$KEYS/$user" && [ ! -e "$KEYS/$user" ] ||
    { problem "user $user: $KEYS/$user is not ours, or cannot be removed: the account is not created"; return; }
  own_group=-U
  ! grep -q "^$user:[^:]*:$uid:" /etc/group || own_group="-g $uid"
  account useradd -l -m -d "$home" -K GID_MAX=2000000 -u "$uid" $own_group -G "$LINUX_GROUP" -s /bin/bash -c "$ME" -p '*' "$user" &&
    changed "created $user ($uid)"
}

user_mend_shadow() { account usermod -p '*' "$user" && changed "gave $user ($uid) a line of /etc/shadow again"; }

user_mend_group() { account groupadd -g "$1" "$user" && changed "made the group of $user ($uid) again"; }

user_join() { account usermod -a -G "$LINUX_GROUP" "$user" && changed "added $user ($uid) to $LINUX_GROUP"; }

user_unlock() { account usermod -e '' "$user" && changed "unlocked $user ($uid)"; }

user_lock() {
  if account usermod -e 1 "$user"; then changed "locked $user ($uid)"; else UNFINISHED=yes; fi
}
