# --- disk: is there room? ---

# The folders that packages are written to; of one file system the first.
room_folders() {
  for folder in / /usr /etc /var /var/cache/apt /var/cache/dnf /var/lib/dpkg /var/lib/rpm /var/log; do
    [ ! -d "$folder" ] || printf '%s\n' "$folder"
  done
}

# room_of FOLDER: the kilobytes that are free, and where it is mounted.
room_of() { df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4, $6 }'; }

# room_short KILOBYTES FOLDER...: file systems that have less.
room_short() {
  least=$1
  shift
  printf '%s\n' "$@" | while read -r folder; do room_of "$folder"; done | sort -u |
    awk -v least="$least" '$1 < least { printf "%s%s (%d MB free)", comma, $2, $1 / 1024; comma = ", " }'
}

# room_refused KILOBYTES: what is to be added, of which no one knows how much goes where. True where there is no room, which is a
# problem then.
room_refused() {
  # shellcheck disable=SC2046 # folders
  if [ "$1" = 0 ]; then set -- 0 $(room_folders); else set -- "$1" /usr /var; fi
  added=$1
  shift
  short=$(room_short "$((ROOM + added))" "$@")
  [ -n "$short" ] || return 1
  problem "no room: $(((ROOM + added) / 1024)) MB are to be free, but there is less at $short; nothing was changed"
}

# /boot is often small and of its own: asked only where a kernel comes.
boot_refused() {
  [ -d /boot ] && cut -d ' ' -f 1 "$WORK/updates" | grep -Eq '^(linux-image|kernel)' || return 1
  free=$(room_of /boot)
  [ -n "$free" ] && [ "${free%% *}" -lt "$ROOM" ] || return 1
  problem "no room for a kernel: $((ROOM / 1024)) MB are to be free in ${free#* }; older kernels can be removed (apt-get autoremove)"
}

# kilobytes TEXT: of `12.3 MB`, `1,024 kB`, `30 M`; nothing said is nothing.
kilobytes() {
  printf '%s\n' "$1" | tr -d , | awk '{
    unit = toupper(substr($2, 1, 1))
    print int($1 * (unit == "G" ? 1048576 : unit == "M" ? 1024 : unit == "K" ? 1 : 1 / 1024) + 1)
  }'
}
