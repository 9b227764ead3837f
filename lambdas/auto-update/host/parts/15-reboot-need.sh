# --- reboot-need: does a reboot bring anything? ---

# The reason, or nothing. Debian and Ubuntu leave a file; Amazon Linux has a command; a kernel is newer on any.
reboot_reason() {
  if [ -e /run/reboot-required ]; then
    echo 'a package asks for it'
  elif has needs-restarting && briefly needs-restarting -r | grep -q 'Reboot is required'; then
    echo 'needs-restarting says so'
  elif has dnf && [ "$MANAGER" = dnf ] && briefly dnf -q -C needs-restarting -r | grep -q 'Reboot is required'; then
    echo 'needs-restarting says so'
  else
    kernel_reason
  fi
}

# An answer does not wait for who is at work on packages.
briefly() { if has timeout; then timeout 60 "$@"; else "$@"; fi 2>/dev/null 9>&-; }

needs_reboot() { [ -n "$(reboot_reason)" ]; }

# flavour RELEASE: what a kernel is called without its numbers; only kernels of the same one can be compared.
flavour() { printf '%s' "$1" | sed 's/^[0-9.+~-]*//'; }

# One that was there at the boot already was not chosen then, and would not be another time; but one of the last patch has to be.
kernel_reason() {
  running=$(kernel)
  booted=$(sed -n 's/^btime //p' /proc/stat)
  patched=$(stat -c %Y "$STATE/failed-before" 2>/dev/null) && [ "$patched" -lt "${booted:-0}" ] && booted=$patched
  installed=$(
    for file in /boot/vmlinuz-* /lib/modules/*/vmlinuz; do
      came=$(stat -L -c %Z "$file" 2>/dev/null) && [ "$came" -ge "${booted:-0}" ] || continue
      release=${file#/boot/vmlinuz-} && release=${release#/lib/modules/} && release=${release%/vmlinuz}
      [ "$(flavour "$release")" != "$(flavour "$running")" ] || printf '%s\n' "$release"
    done
  )
  newest=$(printf '%s\n' "$installed" "$running" | sort -V | tail -n 1)
  if [ "$newest" != "$running" ]; then
    echo "kernel $newest is installed, $running runs"
  elif has dpkg-query; then
    rebuilt_reason
  fi
}

# Debian builds a kernel anew under the name that it had; the one that runs says which build it is.
rebuilt_reason() {
  build=$(uname -v | sed -n 's/.* Debian \([^ ]*\).*/\1/p')
  package=$(dpkg-query -W -f '${db:Status-Status} ${Version}' "linux-image-$running" 2>/dev/null)
  case $build:$package in
    :* | *:) ;;
    *":installed $build") ;;
    *:installed\ *) echo "kernel ${package#installed } is installed, $build runs" ;;
  esac
}
