# --- words: what is told, and to whom ---

say() { printf '%s: %s\n' "$ME" "$*"; }

complain() { printf '%s: %s\n' "$ME" "$*" >&2; }

die() {
  status=$1
  shift
  complain "$*"
  exit "$status"
}

# For the answer: one line without what a URL may have of a password.
problem() {
  printf '%s' "$*" | tr '\n' ' ' | tr -c ' -~' '?' | sed 's#//[^/@ ]*@#//#g' | cut -c 1-200 >>"$WORK/problems"
  note "problem: $*"
}

has() { command -v "$1" >/dev/null 2>&1; }

# like VALUE REGEX: the whole value, one line.
like() {
  case $1 in *'
'*) return 1 ;; esac
  printf '%s\n' "$1" | grep -Eqx -e "$2"
}

now() { date +%s; }
