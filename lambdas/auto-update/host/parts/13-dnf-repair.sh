# --- dnf-repair: what an interrupted run has left ---

# Packages of which two versions are installed, though only one can be, unlike of kernels and their modules: those of a transaction
# that did not end. And those that a patch of ours was at when it was cut off, which rpm itself does not know of.
dnf_broken() {
  dnf_twice
  [ ! -f "$STATE/under-way" ] || cat "$STATE/under-way"
}

dnf_twice() {
  rpm -q --qf '%{NAME}.%{ARCH}\n' --whatprovides 'installonlypkg(kernel)' 'installonlypkg(kernel-module)' 'installonlypkg(vm)' \
    'multiversion(kernel)' >"$WORK/dnf.several" 2>/dev/null
  rpm -qa --qf '%{NAME}.%{ARCH}\n' 2>/dev/null | sort | uniq -d | grep -Ev '^(kernel|gpg-pubkey)' | grep -Fxv -f "$WORK/dnf.several"
}

dnf_is_broken_now() { [ -n "$(dnf_twice)" ]; }
dnf_is_broken() { [ -n "$(dnf_broken)" ]; }

# The older one of two is forgotten; what the transaction was to bring is unpacked anew where it is there.
dnf_repair() {
  note 'packages are half there: repair'
  if dnf_is_broken_now; then
    dnf_run -y remove --duplicates
    [ "$LOCKED" = no ] || return 1
  fi
  if [ -s "$STATE/under-way" ]; then
    names=$(cat "$STATE/under-way")
    # shellcheck disable=SC2086 # names of packages
    dnf_run -y reinstall $names
    [ "$LOCKED" = no ] || return 1
  fi
  rm -f "$STATE/under-way"
  ! dnf_is_broken
}
