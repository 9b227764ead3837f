# --- facts: what this host is ---

boot() { cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo 0; }

kernel() { uname -r; }

# os_release NAME: a value of /etc/os-release, without its quotes.
os_release() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | head -n 1 | tr -d "\"'"; }

platform() {
  id=$(os_release ID)
  version=$(os_release VERSION_ID)
  printf '%s' "${id:-unknown}${version:+-$version}" | tr -c 'A-Za-z0-9._-' '_'
}

runs_systemd() { [ -d /run/systemd/system ] && has systemctl; }
