# --- dnf-upgrade: the transaction ---

# What it is at is written down: rpm does not know of a transaction that was cut off. One that ended, well or not, needs that no
# more, nor does one that has not begun: 200 is dnf's own status while somebody else is at work. Others above 128 are those of a
# kill.
dnf_upgrade() {
  cut -d ' ' -f 1 "$WORK/updates" | put "$STATE/under-way" || return 1
  dnf_transaction
  if [ "$logged" -ne 0 ] && [ "$LOCKED" = no ] && dnf_has_no_history; then
    problem 'the history of dnf was not whole, and begins anew: the old one is at /var/lib/dnf/history.sqlite.broken'
    for file in /var/lib/dnf/history.sqlite*; do mv -f "$file" "${file%.broken}.broken"; done
    dnf_transaction
  fi
  ended=$logged
  skipped=$(awk '/^Skipping packages/ { on = 1; next } NF == 0 { on = 0 } on && NF > 3 { printf "%s ", $1 }' "$WORK/out")
  [ -z "$skipped" ] || problem "left out, as something that they need is not there: $skipped"
  [ "$ended" -gt 128 ] && [ "$ended" -ne 200 ] || rm -f "$STATE/under-way"
  return "$ended"
}

# A dnf that was killed as it made its history cannot go on with it; without its tables there is none that could be lost. rpm has
# tables of its own, whose names begin with a capital.
dnf_has_no_history() {
  [ -f /var/lib/dnf/history.sqlite ] &&
    grep -Eq 'no such table: (main\.)?(config|trans|trans_[a-z_]+|repo|console_output|item|item_[a-z_]+|rpm|pkg_name|comps_[a-z_]+)( |$|[^A-Za-z_])' "$WORK/out"
}

# shellcheck disable=SC2046 # an option or none
dnf_transaction() { dnf_run -y --setopt=clean_requirements_on_remove=False upgrade $(dnf_scope); }
