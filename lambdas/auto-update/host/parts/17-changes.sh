# --- changes: what has become of packages ---

# changes_between BEFORE AFTER: name, old version or -, new one. Of a package that there are several of, each new one.
changes_between() {
  comm -23 "$1" "$2" >"$WORK/old"
  comm -13 "$1" "$2" >"$WORK/new"
  awk '
    FILENAME == ARGV[1] { old[$1] = $2; next }
    { print $1, ($1 in old) ? old[$1] : "-", $2 }
  ' "$WORK/old" "$WORK/new"
}
