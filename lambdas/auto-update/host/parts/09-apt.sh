# --- apt: Debian and Ubuntu ---

APT_MACHINE=2b7c1f0e9d5a4e6c8f3a1d4b6e9c0a57

# apt_get ARGUMENT...: without questions, without a word of its own on locks; changed configuration files stay. Of updates that
# Ubuntu gives to some hosts first, by their machine ids, all hosts get the same.
apt_get() {
  # shellcheck disable=SC2086 # lists of options
  patiently apt-get -q $APT_PIN $APT_CHOICE -o DPkg::Lock::Timeout=0 -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 -o APT::Color=0 -o APT::Machine-ID=$APT_MACHINE "$@"
}

apt_begin() {
  APT_PIN='' PINNED=none
  apt_choose
}

# The lists. An archive that cannot be reached is a failure where it may hide updates of the scope, else a problem.
apt_lists() {
  apt_lists_of_pin && return 0
  [ "$LOCKED" = no ] || return 1
  APT_PIN='' PINNED=none
  apt_get update
  update=$?
  [ "$LOCKED" = no ] || return 1
  lost=$(grep -E '^(Err:|W: Failed to fetch|E: Failed to fetch)' "$WORK/out")
  [ "$update" -eq 0 ] && [ -z "$lost" ] && return 0
  problem "lists of packages: $(last_lost)"
  [ "$update" -eq 0 ] && [ "$SCOPE" = security ] && ! printf '%s\n' "$lost" | grep -qi security
}

last_lost() { if [ -n "$lost" ]; then printf '%s\n' "$lost" | tail -n 1; else last_words; fi; }

# A snapshot of the archive: the one that was asked for, or on Ubuntu the one of this moment, so that others can be told of it.
apt_lists_of_pin() {
  LOCKED=no
  case $PIN in
    snapshot:*) snapshot=${PIN#snapshot:} ;;
    none) [ "$(os_release ID)" = ubuntu ] && [ "$ACTION" = patch ] || return 1
      snapshot=$(date -u +%Y%m%dT%H%M%SZ) ;;
    *) problem "the pin $PIN is none for apt: what is newest is taken"
      return 1 ;;
  esac
  APT_PIN="--snapshot $snapshot"
  if apt_get -o APT::Update::Error-Mode=any -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 \
    -o Acquire::Retries=1 update && grep -q "/$snapshot" "$WORK/out"; then
    # Where no source has snapshots apt takes no notice of the option.
    PINNED=snapshot:$snapshot
    return 0
  fi
  [ "$LOCKED" = no ] && [ "$PIN" != none ] &&
    problem "the pin $PIN cannot be kept: apt or the archive has no snapshots; what is newest is taken"
  return 1
}

# Without asking the network: what a patch would bring, into $WORK/updates: name, old version, new one, whether it is of security.
apt_updates() {
  apt_simulate || return 1
  for pass in 1 2 3; do
    apt_exclude_others || return 0
    apt_simulate || return 1
  done
  note "after $pass passes packages that are not of security are left"
}

apt_simulate() {
  apt_get -s upgrade --with-new-pkgs || return 1
  awk '/^Inst / {
    old = $3 ~ /^\[/ ? substr($3, 2, length($3) - 2) : "-"
    from = substr($0, index($0, "(") + 1)
    new = from
    sub(/[ )].*/, "", new)
    sub(/^[^ ]* /, "", from)
    sub(/ \[[^]]*\]\).*/, "", from)
    print $2, old, new, from ~ /(^|, )Debian-Security:|-security(,|$)/ ? "yes" : "no"
  }' "$WORK/out" >"$WORK/updates"
  KEPT_BACK=$(awk '/^The following packages have been kept back/ { on = 1; next } /^[^ ]/ { on = 0 } on' "$WORK/out" | tr -s ' \n' ' ')
}

apt_estimate() {
  apt_get --assume-no upgrade --with-new-pkgs
  DOWNLOAD=$(kilobytes "$(sed -n 's/^Need to get \([0-9.,]* [kMG]*B\).*/\1/p' "$WORK/out")")
  INSTALLED=$(kilobytes "$(sed -n 's/^After this operation, \([0-9.,]* [kMG]*B\) of additional.*/\1/p' "$WORK/out")")
}

apt_upgrade() { apt_get -y --no-remove upgrade --with-new-pkgs; }

# A package that is half there is another one than a whole one, though its version may be the same.
apt_list() {
  dpkg-query -W -f '${db:Status-Status} ${binary:Package} ${Version}\n' 2>/dev/null | awk '
    $1 == "installed" { print $2, $3; next }
    $1 != "not-installed" && $1 != "config-files" { print $2, ($3 == "" ? "?" : $3) "/" $1 }
  ' | sort
}
