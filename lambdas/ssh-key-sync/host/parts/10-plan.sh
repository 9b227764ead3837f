# --- plan: read only: what differs ---

# Prints one change a line, in the order in which they are made.
plan() {
  accounts '
    function moves(u, n,   old) {
      old = name[u]
      delete uid[old]
      name[u] = n; uid[n] = u
      if (group_gid[old] == gid[u]) { delete group_gid[old]; group_gid[n] = gid[u] }
    }
    # Whether the name can be had: a locked user of ours makes way.
    function free(n,   holder) {
      if (!(n in uid)) return 1
      holder = uid[n]
      if (!ours(holder)) return 0
      if (holder in want) return 0
      print "away", holder, n
      moves(holder, "kmscrypt-" holder)
      return 1
    }
    # Whether the user u wants the name of one who wants the name of another, and so on to that of u.
    function circle(u,   at, steps) {
      for (at = u; steps <= wanted; steps++) {
        if (!(at in want) || name[at] == want[at] || !(want[at] in uid)) return 0
        at = uid[want[at]]
        if (!ours(at)) return 0
        if (at == u) return 1
      }
      return 0
    }
    END {
      for (n in member) if (!(n in uid)) print "tidy", 0, n
      for (i = 1; i <= accounts; i++) {
        u = uids[i]
        if (!ours(u) || u in want) continue
        if (expiry[name[u]] != "1") print "lock", u, name[u]
        print "out", u, name[u]
      }
      for (i = 1; i <= wanted; i++) {
        u = order[i]
        if (!ours(u)) continue
        n = name[u]
        if (!(n in shadow)) print "mend-shadow", u, n
        else if (expiry[n] != "") print "unlock", u, n
        if (ages[n]) print "mend-age", u, n
        if (!(gid[u] in gid_group)) print "mend-group", u, n, gid[u]
        if (!(n in member)) print "join", u, n
      }
      # A name may be free only after another rename: again until nothing moves, also once one of a circle has stepped aside.
      do {
        moved = 0
        for (i = 1; i <= wanted; i++) {
          u = order[i]
          if (!ours(u) || name[u] == want[u] || !free(want[u])) continue
          print "rename", u, name[u], want[u]
          moves(u, want[u])
          moved = 1
        }
        for (i = 1; i <= wanted && !moved; i++) {
          u = order[i]
          if (!ours(u) || !circle(u)) continue
          print "rename", u, name[u], "kmscrypt-" u
          moves(u, "kmscrypt-" u)
          moved = 1
        }
      } while (moved)
      for (i = 1; i <= wanted; i++) {
        u = order[i]; n = want[u]
        if (ours(u)) {
          if (name[u] != n) print "problem user " n ": the name is taken here; " name[u] " keeps the old one"
        } else if (u in name) print "problem user " n ": the uid " u " is that of the account " name[u] ", which is not ours"
        else if (!free(n)) print "problem user " n ": there is an account of this name that is not of this user"
        else if (n in group_gid && group_gid[n] != u) print "problem user " n ": there is a group of this name"
        else print "create", u, n
      }
    }'
}
