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
  for file in passwd shadow group gshadow subuid subgid; do held "/etc/$file.lock" && return; done
  return 1
}

held() { holder=$(tr -dc 0-9 <"$1") && kill -0 "$holder"; } 2>/dev/null

group_make() { grep -q "^$LINUX_GROUP:" /etc/group || account groupadd -r "$LINUX_GROUP"; }

# The password `*` opens nothing, but is not `!`: without PAM sshd refuses accounts that are locked in this way. It does not
# age, whatever the image says: nobody could change it.
user_create() {
  home=/home/$user
  if cut -d: -f6 /etc/passwd | grep -Fqx "$home"; then
    home=/home/$user-$uid
  elif [ -d "$home" ] && owner=$(stat -c %u "$home") && [ "$owner" != "$uid" ]; then
    # What a killed run left is empty, and of root; anything else is somebody's.
    { [ "$owner" = 0 ] && rmdir "$home" 2>/dev/null; } || home=/home/$user-$uid
  fi
  # Groups and subordinate UIDs of a namesake that is no more.
  if ! getent passwd "$user" >/dev/null && grep -Eqs "[:,]$user([:,]|\$)|^$user:" /etc/group /etc/gshadow /etc/subuid /etc/subgid; then
    user_tidy || return
  fi
  # After a run that could not take it away it may be there, with the keys of a namesake.
  keys_foreign "$KEYS/$user" || rm -f "$KEYS/$user" && [ ! -e "$KEYS/$user" ] ||
    { problem "user $user: $KEYS/$user is not ours, or cannot be removed: the account is not created"; return; }
  own_group=-U
  ! grep -q "^$user:[^:]*:$uid:" /etc/group || own_group="-g $uid"
  account useradd -l -m -d "$home" -K GID_MAX=2000000 -K PASS_MAX_DAYS=-1 -f -1 -e '' -u "$uid" $own_group \
    -G "$LINUX_GROUP" -s /bin/bash -c "$ME" -p '*' "$user" &&
    changed "created $user ($uid)"
}

user_mend_shadow() {
  account usermod -p '*' "$user" && account chage -M -1 -I -1 "$user" && changed "gave $user ($uid) a line of /etc/shadow again"
}

user_mend_age() { account chage -M -1 -I -1 "$user" && changed "ended the aging of the password of $user ($uid)"; }

user_mend_group() { account groupadd -g "$1" "$user" && changed "made the group of $user ($uid) again"; }

user_join() { account usermod -a -G "$LINUX_GROUP" "$user" && changed "added $user ($uid) to $LINUX_GROUP"; }

user_unlock() { account usermod -e '' "$user" && changed "unlocked $user ($uid)"; }

user_lock() {
  if account usermod -e 1 "$user"; then changed "locked $user ($uid)"; else UNFINISHED=yes; fi
}

# Prints `UID GID HOME` of each user with access whose home is missing or, as a useradd that was cut off leaves it, an empty
# folder of root. Right below /home alone, where only root can put a link in the way.
homes_lacking() {
  awk -F: 'FNR == NR { split($0, part, " "); has[part[2]]; next } $3 in has && $6 ~ "^/home/[^/]+$" { print $3, $4, $6 }' \
    "$WORK/granted" /etc/passwd | while read -r uid gid home; do
    [ -d "$home" ] && { [ ! -O "$home" ] || [ -n "$(ls -A "$home")" ]; } || echo "$uid $gid $home"
  done
}

# Each under another name first: a rename replaces nothing but an empty folder.
homes_make() {
  homes_lacking >"$WORK/homes"
  new=/home/.$ME
  while read -r uid gid home; do
    # A home without its first files is one, too.
    if { mkdir -m 0700 "$new" && { cp -R /etc/skel/. "$new" || :; } && chown -R "$uid:$gid" "$new" && relabel -R "$new" &&
      mv -fT "$new" "$home"; } 2>/dev/null; then
      changed "made the home $home ($uid) again"
    else
      rm -rf "$new"
      problem "$home cannot be made: is the disk full, or read-only?"
    fi
  done <"$WORK/homes"
}
