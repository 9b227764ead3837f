import { type FakeHost, fakeHost, type FakeHostOptions } from './fake-host.ts';

/** Plays apt: what there is to update is in /simulated, as `apt-get -s` prints it. */
const APT = `
note "$@"
[ ! -f "$ROOT/apt.sh" ] || . "$ROOT/apt.sh"
case "$*" in
  *" update") case "$*" in *--snapshot*) [ -f "$ROOT/snapshots" ] && sed "s/T/$(echo "$*" | sed 's/.*--snapshot \\([^ ]*\\).*/\\1/')/" "$ROOT/snapshots" ;; esac ;;
  *" -s upgrade"*) cat "$ROOT/simulated" ;;
  *--assume-no*) echo 'Need to get 1,024 kB of archives.'; echo 'After this operation, 2.0 MB of additional disk space will be used.'; exit 1 ;;
  *" upgrade"*) sed 's/ 1$/ 2/' "$ROOT/debs" >"$ROOT/debs.new"; mv "$ROOT/debs.new" "$ROOT/debs"; : >"$ROOT/simulated" ;;
esac
exit 0`;

const DPKG_QUERY = `
case "$*" in
  *linux-image-*) [ ! -f "$ROOT/linux-image" ] || cat "$ROOT/linux-image" ;;
  *Status-Abbrev*) [ ! -f "$ROOT/half" ] || cat "$ROOT/half" ;;
  *) sed 's/^/installed /' "$ROOT/debs" ;;
esac`;

/** A host of Ubuntu with openssl in version 1, of which there is 2. */
export function ubuntu({ programs, files, ...more }: FakeHostOptions = {}): FakeHost {
  return fakeHost({
    programs: { 'apt-get': APT, 'dpkg-query': DPKG_QUERY, dpkg: 'note "$@"', ...programs },
    files: {
      'etc/os-release': 'ID=ubuntu\nVERSION_ID="24.04"\n',
      debs: 'openssl 1\n',
      simulated: 'Inst openssl [1] (2 Ubuntu:24.04/noble-updates, Ubuntu:24.04/noble-security [amd64])\n',
      ...files,
    },
    ...more,
  });
}

/** systemd, whose units are in /units: `NAME STATE` each. Of one that is `lost` it says nothing, as where it cannot be reached. */
export const SYSTEMD: Readonly<Record<string, string>> = {
  systemctl: `
note "$@"
state() { sed -n "s/^$1 //p" "$ROOT/units" 2>/dev/null; }
say() { case $1 in '') echo inactive ;; lost) ;; *) echo "$1" ;; esac; }
case "$*" in
  is-enabled*) ! grep -qx "$2" "$ROOT/enabled" 2>/dev/null || echo enabled ;;
  is-system-running) cat "$ROOT/system" 2>/dev/null || echo running ;;
  *--failed*) sed -n 's/ failed$/ loaded failed failed/p' "$ROOT/units" ;;
  show*) for last in "$@"; do :; done; if [ -n "$(state "$last")" ]; then echo loaded; else echo not-found; fi ;;
  *is-active*) for last in "$@"; do :; done; case "$*" in *-q*) ;; *) say "$(state "$last")" ;; esac; [ "$(state "$last")" = active ] ;;
  *list-timers*) echo 'NEXT LEFT' ;;
esac`,
  'systemd-run': `
note "$@"
[ ! -f "$ROOT/no-run" ] || exit 1
[ ! -f "$ROOT/run.sh" ] || . "$ROOT/run.sh"
case "$*" in *--on-active*) exit 0 ;; esac
for each in "$@"; do case $each in --unit=*) unit=\${each#--unit=} ;; esac; done
while [ "$1" != sh ]; do shift; done
echo "$unit active" >>"$ROOT/units"
setsid sh -c 'root=$1 unit=$2; shift 2; "$@" >"$root/worker" 2>&1; sed "/^$unit /d" "$root/units" >"$root/units.new"; mv "$root/units.new" "$root/units"' sh "$ROOT" "$unit" "$@" >/dev/null 2>&1 &`,
};

/** What a host with systemd has besides. */
export const SYSTEMD_FILES: Readonly<Record<string, string>> = {
  'run/systemd/system/x': '',
  units: 'amazon-ssm-agent.service active\n',
};
