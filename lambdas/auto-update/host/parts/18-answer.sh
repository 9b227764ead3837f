# --- answer: what is printed ---

# answer RESULT PACKAGES: into $WORK/answer, from what is known by now. $WORK/changes has the packages, one a line.
answer() {
  {
    printf '%s %s\n' "$ME" "$FORMAT"
    printf 'step %s\naction %s\nresult %s\npackages %s\n' "${STEP:--}" "$ACTION" "$1" "$2"
    printf 'boot %s\nkernel %s\nplatform %s\narchitecture %s\n' "$(boot)" "$(kernel)" "$(platform)" "$(uname -m)"
    printf 'updates %s\nsecurity %s\n' "${UPDATES:--1}" "${SECURITY:--1}"
    if needs_reboot; then echo 'reboot yes'; else echo 'reboot no'; fi
    printf 'digest %s\npin %s\nhealth %s\n' "$(digest)" "${PINNED:-none}" "${HEALTH:-ok}"
    head -n 5 "$WORK/problems" | sed 's/ *$//; s/^/problem /'
  } >"$WORK/answer"
  answer_changes >>"$WORK/answer"
  note "answer: $1, packages $2, health ${HEALTH:-ok}"
}

# As many packages as fit, and how many more there are.
answer_changes() {
  awk -v room="$((MOST_BYTES - $(wc -c <"$WORK/answer") - 20))" '
    { line = "package " $1 " " $2 " " $3 }
    length(line) + 1 > room { full = 1 }
    full { more++; next }
    { room -= length(line) + 1; print line }
    END { if (more) print "more " more; print "end" }
  ' "$WORK/changes"
}

# What there is to update by now, from the lists that are here: into UPDATES, -1 where they cannot tell. Half a package counts as one.
updates_count() {
  : >"$WORK/updates"
  UPDATES=-1 SECURITY=-1
  if [ "$LISTS" = known ] && manager updates; then
    UPDATES=$(wc -l <"$WORK/updates" | tr -d ' ')
    SECURITY=$(grep -c ' yes$' "$WORK/updates")
    [ -z "$KEPT_BACK" ] || problem "kept back, as others would have to be removed or are held: $KEPT_BACK"
  elif [ "$LISTS" = known ]; then
    problem "updates cannot be told: $(last_words)"
  fi
  half=$(manager broken | sort -u | wc -l)
  [ "$half" -eq 0 ] || UPDATES=$((half + (UPDATES > 0 ? UPDATES : 0)))
}
