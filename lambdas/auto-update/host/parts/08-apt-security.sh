# --- apt-security: security updates and nothing else ---

# Archives of security are those with the label Debian-Security, or whose name ends in -security: Debian's, Ubuntu's and those of
# ESM. Preferences made for this run let versions of other archives in only where a package is new (a priority below 100, see
# apt_preferences(5)). Those of the host come after them: what it says of packages by name holds.
apt_preferences() {
  {
    while read -r name; do
      printf 'Package: %s\nPin: release a=now\nPin-Priority: 100\n\n' "$name"
      printf 'Package: %s\nPin: version *\nPin-Priority: 50\n\n' "$name"
    done <"$WORK/apt.others"
    printf 'Package: *\nPin: release a=now\nPin-Priority: 100\n\n'
    printf 'Package: *\nPin: release l=Debian-Security\nPin-Priority: 500\n\n'
    printf 'Package: *\nPin: release a=*-security\nPin-Priority: 500\n\n'
    printf 'Package: *\nPin: release a=*\nPin-Priority: 50\n\n'
    printf 'Package: *\nPin: origin "*"\nPin-Priority: 50\n\n'
    printf 'Package: *\nPin: origin ""\nPin-Priority: 50\n\n'
    for file in /etc/apt/preferences /etc/apt/preferences.d/*; do
      case ${file##*/} in *.pref | preferences) ;; *.*) continue ;; esac
      [ ! -f "$file" ] || { cat "$file" && printf '\n\n'; }
    done
  } >"$WORK/preferences"
}

# apt_choose: sets APT_CHOICE to the options of a run of this scope.
apt_choose() {
  : >"$WORK/apt.others"
  APT_CHOICE=''
  [ "$SCOPE" = security ] || return 0
  mkdir -p "$WORK/none"
  apt_preferences
  APT_CHOICE="-o Dir::Etc::Preferences=$WORK/preferences -o Dir::Etc::PreferencesParts=$WORK/none"
}

# What comes from no archive of security although it is installed already: a preference of the host for it by name. It is named
# in ours, which stand first. True where there was any.
apt_exclude_others() {
  [ "$SCOPE" = security ] || return 1
  awk '$2 != "-" && $4 != "yes" { print $1 }' "$WORK/updates" >"$WORK/apt.more"
  [ -s "$WORK/apt.more" ] || return 1
  cat "$WORK/apt.more" >>"$WORK/apt.others"
  apt_preferences
}
