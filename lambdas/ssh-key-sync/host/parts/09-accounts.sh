# --- accounts: which ones of this host are ours ---

# accounts PROGRAM: runs an awk program over records, accounts and the manifest in force. An account is ours if it was
# made by us: by the record, or (a run was killed, the records are lost) by its comment. Others are never touched.
accounts() {
  [ -f "$STATE/users" ] || : >"$STATE/users"
  awk -v mark="$ME" -v group="$LINUX_GROUP" -v keep_only="$KEEP_ONLY" -v plan="$WORK/plan" "$ACCOUNTS_AWK $1" \
    FS=' ' kind=record "$STATE/users" FS=: kind=passwd /etc/passwd kind=shadow /etc/shadow kind=group /etc/group \
    FS=' ' kind=manifest "$BASE"
}

ACCOUNTS_AWK='
  kind == "record" { recorded[$1] = $2; state[$1] = $3; next }
  kind == "passwd" {
    if (!($3 in name)) { name[$3] = $1; gid[$3] = $4; marked[$3] = $5 == mark; uids[++accounts] = $3 }
    uid[$1] = $3
    next
  }
  kind == "shadow" { shadow[$1] = 1; expiry[$1] = $8; ages[$1] = $5 >= 0 && $5 < 99999 && $5 != "" || $7 >= 0 && $7 != ""; next }
  kind == "group" {
    group_gid[$1] = $3
    gid_group[$3] = $1
    if ($1 == group) { n = split($4, list, ","); for (i = 1; i <= n; i++) member[list[i]] = 1 }
    next
  }
  $1 == "user" && (!keep_only || $4 == "keep") { want[$3] = $2; right[$3] = $4; order[++wanted] = $3 }
  function ours(u) {
    if (!(u in name) || u < 1001) return 0
    if (marked[u]) return u in state || u in want || name[u] in member
    return state[u] == "made" && recorded[u] == name[u]
  }'
