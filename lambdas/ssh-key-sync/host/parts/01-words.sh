# --- words: what is told, and to whom ---

UNWRITTEN='cannot be written: is the disk full, or read-only?'

say() { printf '%s: %s\n' "$ME" "$*"; }

complain() { printf '%s: %s\n' "$ME" "$*" >&2; }

# A part that failed: told here and in the report; the run goes on.
problem() {
  complain "$*"
  worse "$FAILED"
  { printf '%s\n' "$*" | tr -c ' -~\n' '?' | cut -c 1-300 >>"$WORK/problems"; } 2>/dev/null || :
}

# A part that failed, so that somebody may still have what the manifest takes away: it does not count as in force.
unfinished() {
  problem "$*"
  UNFINISHED=yes
}

# names FILE: the first of the words of a file, and how many there are.
names() {
  count=$(wc -w <"$1")
  printf '%s' "$(head -n 10 "$1" | tr '\n' ' ')"
  [ "$count" -le 10 ] || printf 'and %s more' "$((count - 10))"
}

# Something was done: told on stdout, and the run counts as one that changed something.
changed() {
  say "$*"
  CHANGED=yes
}

die() {
  status=$1
  shift
  complain "$*"
  exit "$status"
}

# The exit status: that of a broken sshd over a refused manifest, over a failed fetch, over any other part.
worse() {
  case $1:$EXIT in
    5:* | 3:[014] | 4:[01] | 1:0) EXIT=$1 ;;
  esac
}

has() { command -v "$1" >/dev/null 2>&1; }

# like VALUE REGEX: the whole value, one line.
like() {
  case $1 in *'
'*) return 1 ;; esac
  printf '%s\n' "$1" | grep -Eqx -e "$2"
}
