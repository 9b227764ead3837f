# --- keys: /etc/ssh/authorized_keys.d ---

# Makes the key files those of $WORK/granted: each replaced by a rename, those of others that we wrote taken away.
keys_sync() {
  if mkdir -p "$KEYS" && { keys_folder_good || { chown 0:0 "$KEYS" && chmod 0755 "$KEYS"; }; } && keys_make && keys_compare; then
    keys_remove
    keys_write
  else
    unfinished "key files cannot be made: are $WORK and $KEYS full, or read-only? the old ones stay"
  fi
}

keys_folder_good() { [ "$(stat -c '%a %u %g' "$KEYS" 2>&1)" = '755 0 0' ]; }

# Every key file as it should be, in $WORK/keys; nothing goes on with a part of them.
keys_make() {
  rm -rf "$WORK/keys" && mkdir "$WORK/keys" || return 1
  bytes=$(awk -v mark="$MARK" -v dir="$WORK/keys" '
    function put(line) { print line >file; bytes += length(line) + 1 }
    FNR == NR { name[$2] = $1; next }
    $1 == "user" {
      if (file != "") close(file)
      file = $3 in name ? dir "/" name[$3] : ""
      if (file != "") put(mark " " $3)
    }
    $1 == "key" && file != "" { put($2 " " $3 " " $4) }
    END { print bytes + 0 }' "$WORK/granted" "$BASE") || return 1
  [ "$(find_files "$WORK/keys" cat | wc -c)" -eq "$bytes" ]
}

# find_files DIRECTORY COMMAND...: runs a command with the names of all files of the directory, in it; not at all without.
find_files() {
  (
    cd "$1" 2>/dev/null && shift && command=$* && set -- * && [ -e "$1" ] || exit 0
    # Words of our own.
    $command "$@"
  )
}

# keys_foreign FILE: whether it is one that we have not written.
keys_foreign() { [ -s "$1" ] && ! head -n 1 "$1" | grep -q "^$MARK [0-9]"; }

# What there is against what there should be: names of files to take away (keys.gone) and to write (keys.new).
keys_compare() {
  find_files "$KEYS" grep -Hn "^#.$ME." | sed -n "s/^\([a-z][a-z0-9_-]*\):1:$MARK [0-9]*$/\1/p" | sort >"$WORK/keys.ours" &&
    find_files "$WORK/keys" ls | sort >"$WORK/keys.names" &&
    find_files "$WORK/keys" sha256sum | sort >"$WORK/keys.want" &&
    keys_good | sort >"$WORK/keys.have" &&
    comm -23 "$WORK/keys.ours" "$WORK/keys.names" >"$WORK/keys.gone" &&
    comm -23 "$WORK/keys.want" "$WORK/keys.have" | cut -c 67- >"$WORK/keys.new"
}

# Prints the sums of the key files that sshd will read: those with another mode or owner are as good as missing.
keys_good() {
  (
    cd "$KEYS" 2>/dev/null && set -- * && [ -e "$1" ] || exit 0
    # Names of our users are single words.
    set -- $(stat -c '%a %u %g %n' "$@" | sed -n 's/^644 0 0 \([a-z][a-z0-9_-]*\)$/\1/p')
    [ $# -eq 0 ] || sha256sum "$@"
  )
}

keys_remove() {
  [ -s "$WORK/keys.gone" ] || return 0
  (cd "$KEYS" && rm -f -- $(cat "$WORK/keys.gone") 2>/dev/null) ||
    { unfinished "key files cannot be removed from $KEYS: is it read-only?"; return; }
  sync_files "$KEYS"
  changed "removed key files: $(names "$WORK/keys.gone")"
}

keys_write() {
  [ -s "$WORK/keys.new" ] || return 0
  new=$KEYS/.$ME
  if mkdir -m 0755 "$new" && (cd "$WORK/keys" && cp -- $(cat "$WORK/keys.new") "$new/") 2>/dev/null &&
    chmod 0644 "$new"/* && sync_files "$new"/* && relabel -R "$new" && mv -f -- "$new"/* "$KEYS/"; then
    sync_files "$KEYS"
    relabel -R "$KEYS"
    changed "wrote key files: $(names "$WORK/keys.new")"
  else
    unfinished "key files cannot be written to $KEYS: is the disk full, or read-only? the old ones stay"
  fi
  rm -rf "$new"
}
