# --- manager: apt or dnf, whichever this host has ---

manager_find() {
  MANAGER='' PINNED=none LISTS=unknown
  if has apt-get && has dpkg; then
    MANAGER=apt
  elif has dnf && has rpm; then
    MANAGER=dnf
  else
    problem "neither apt nor dnf is here: $(platform) is not one that can be patched"
    return 1
  fi
  "${MANAGER}_begin"
}

manager() {
  verb=$1
  shift
  "${MANAGER}_$verb" "$@"
}

# Lists are fetched, and which they are is kept: health asks those, and never the network.
lists_fetch() {
  manager lists || return 1
  LISTS=known
  printf '%s\n' "$PINNED" "${APT_PIN:-}${DNF_RELEASE:-}" | put "$STATE/lists" || note "$STATE/lists cannot be written"
}

# The lists of the last check or patch, whatever they were of.
lists_last() {
  { read -r kept && read -r option; } 2>/dev/null <"$STATE/lists" && is_pin "$kept" || return 1
  PINNED=$kept APT_PIN=$option DNF_RELEASE=$option LISTS=known
}

# packages_list: name and version of every package, sorted.
packages_list() { [ -z "$MANAGER" ] || manager list; }

# 16 hex digits that change with any package.
digest() { packages_list | tr ' ' '=' | sha256sum | cut -c 1-16; }
