# --- renames: an account takes another name ---

# The home stays where it is. The key file is there under both names in between, so that there is no moment with neither.
# A name that somebody still has is not touched: the keys of one would open the account of the other.
user_rename() {
  name_free "$1" || return
  if [ -f "$KEYS/$user" ]; then put "$KEYS/$1" 0644 <"$KEYS/$user"; else rm -f "$KEYS/$1"; fi ||
    { problem "$KEYS/$1 $UNWRITTEN $user keeps the old name"; return; }
  user_takes "$1"
}

# A locked user makes way for a namesake.
user_away() { name_free "kmscrypt-$uid" && user_takes "kmscrypt-$uid"; }

name_free() {
  ! getent passwd "$1" >/dev/null || { problem "user $user: the name $1 is taken here; $user keeps the old one"; return 1; }
}

# usermod -l writes passwd before shadow and group: a kill in between would leave a name that nobody gets in with. So the
# lines of the new name come first, then the name changes in one write, then those of the old one go. A name without an
# account is found by our group: it comes there before the rest, and goes after it.
user_takes() {
  if edit_all "$1" gshadow group shadow subuid subgid passwd; then
    changed "renamed $user ($uid) to $1"
    user_tidy
  else
    user=$1
    user_tidy
    return 1
  fi
}

# What a rename, or one that was killed, has left of a name that no account has.
user_tidy() {
  edit_all '' shadow subuid subgid gshadow group
}

# edit_all NEW FILE...: up to the first that fails.
edit_all() {
  new=$1
  shift
  for each in "$@"; do account edit "$each" "$new" || return; done
}

# edit FILE [NEW]: changes a file of accounts in one write, under the lock of useradd and its like. In passwd $user becomes
# NEW; in the others NEW comes beside $user, or, without NEW, $user goes: also from groups that are not ours, so that nobody
# has them by a name alone.
edit() {
  file=/etc/$1
  [ -f "$file" ] || return 0
  grep -Eq "(^|[:,])($user|${2:-$user})([:,]|\$)" "$file"
  # 1: neither name is there.
  [ $? -ne 1 ] || return 0
  printf %s $$ >"$file.$ME" && { ln "$file.$ME" "$file.lock" 2>/dev/null ||
    { ! held "$file.lock" && rm -f "$file.lock" && ln "$file.$ME" "$file.lock" 2>/dev/null; }; } ||
    { rm -f "$file.$ME"; echo "cannot lock $file"; return 1; }
  rm -f "$file.$ME"
  awk -F: -v OFS=: -v file="$1" -v old="$user" -v new="${2:-}" -v group="$LINUX_GROUP" \
    -v taken="$(sed -n "s/^${2:-}:.*/1/p" /etc/group)" '
    function members(list, adds,   n, i, name, out) {
      n = split(list, name, ",")
      for (i = 1; i <= n; i++) {
        if (name[i] == old) adds = 1
        if (name[i] != gone) out = out "," name[i]
      }
      if (adds && new != "") out = "," new out
      return substr(out, 2)
    }
    BEGIN { gone = new == "" ? old : new }
    file == "passwd" { if ($1 == old) $1 = new; print; next }
    file ~ /^(shadow|sub)/ { if ($1 == gone) next; print; if ($1 == old) { $1 = new; print } next }
    NF == 4 { $4 = members($4, $1 == group) }
    NF == 4 && file == "gshadow" { $3 = members($3) }
    $1 == old && new != "" && !taken { $1 = new }
    { print }
    END { print "end" }' "$file" >"$WORK/edit" && [ "$(tail -n 1 "$WORK/edit")" = end ] && cp -p "$file" "$file.$ME" &&
    sed '$d' "$WORK/edit" >"$file.$ME" && sync_files "$file.$ME" && mv -f "$file.$ME" "$file"
  done=$?
  [ "$done" = 0 ] || echo "$file cannot be written"
  rm -f "$file.$ME" "$file.lock"
  sync_files /etc
  relabel "$file"
  return "$done"
}
