# --- apt-repair: what an interrupted run has left ---

# Packages that are half there, by name; and whether dpkg has changes of its own to finish.
apt_broken() {
  dpkg --audit 2>/dev/null | awk '/^ / { print $1 }'
  dpkg-query -W -f '${db:Status-Abbrev}|${binary:Package}\n' 2>/dev/null |
    awk -F '|' '$1 ~ /^.[HUFWt]/ || $1 ~ /R$/ { print $2 }'
  find /var/lib/dpkg/updates -type f -name '[0-9]*' 2>/dev/null | sed 's/.*/(dpkg)/'
}

apt_is_broken() { [ -n "$(apt_broken)" ]; }
apt_is_broken_now() { apt_is_broken; }

# Each takes up what the one before could not: configured, then whatever is missing for that, then unpacked anew. What others began,
# such as an upgrade of all packages, may need versions that are not of security.
apt_repair() {
  note 'packages are half there: repair'
  patiently dpkg --force-confdef --force-confold --configure -a
  [ "$LOCKED" = no ] || return 1
  apt_is_broken || return 0
  apt_complete && return
  [ "$LOCKED" = no ] && [ -n "$APT_CHOICE" ] || return 1
  choice=$APT_CHOICE APT_CHOICE=''
  apt_complete
  completed=$?
  APT_CHOICE=$choice
  [ "$completed" -ne 0 ] || problem 'packages that were half there took versions that are not of security to be whole'
  return "$completed"
}

apt_complete() {
  apt_get -y --no-remove -f install
  [ "$LOCKED" = no ] || return 1
  apt_is_broken || return 0
  names=$(apt_broken | grep -v '^(' | sort -u)
  # shellcheck disable=SC2086 # names of packages
  [ -z "$names" ] || apt_get -y --no-remove install --reinstall $names
  patiently dpkg --force-confdef --force-confold --configure -a
  ! apt_is_broken
}
