# --- records: who has access, and whom we have made ---

# Into $WORK/granted, `NAME UID RIGHT` of each account that has access: of our users in the manifest, by the name that they
# have here. Half a list would lock people out: its end is marked.
granted() {
  accounts '
    END {
      for (i = 1; i <= wanted; i++) if (ours(order[i])) print name[order[i]], order[i], right[order[i]]
      print "end"
    }' >"$WORK/granted.all" && [ "$(tail -n 1 "$WORK/granted.all")" = end ] &&
    sed '$d' "$WORK/granted.all" >"$WORK/granted" && [ "$(wc -l <"$WORK/granted")" -eq $(($(wc -l <"$WORK/granted.all") - 1)) ]
}

# Prints the records, `UID NAME STATE` each: of all accounts of ours, and `new` of those that the plan is about to make.
records() {
  accounts '
    END {
      for (i = 1; i <= accounts; i++) if (ours(uids[i])) print uids[i], name[uids[i]], "made"
      while ((getline line <plan) > 0) if (split(line, part, " ") == 3 && part[1] == "create") print part[2], part[3], "new"
      print "end"
    }'
}

records_write() {
  rm -f "$WORK/records"
  records >"$WORK/records.all" && [ "$(tail -n 1 "$WORK/records.all")" = end ] &&
    sed '$d' "$WORK/records.all" | sort >"$WORK/records" && put_changed "$STATE/users" 0600 "$WORK/records" ||
    cmp -s "$WORK/records" "$STATE/users" ||
    { problem "$STATE/users $UNWRITTEN"; return 1; }
}
