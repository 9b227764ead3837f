import { type FakeHost, fakeHost, type FakeHostOptions } from './fake-host.ts';

/** `NAME.ARCH VERSION` each. */
const INSTALLED = ['bash.x86_64 5.2-1', 'kernel.x86_64 6.1.1-1', 'openssl.x86_64 3.0-1', 'zlib.x86_64 1.2-1'];

/** Plays dnf and rpm: what is installed is in /rpms, what there is to update in /updates and /security. */
const DNF = `
note "$@"
[ ! -f "$ROOT/dnf.sh" ] || . "$ROOT/dnf.sh"
list() { [ ! -s "$1" ] || { echo; cat "$1"; exit 100; }; exit 0; }
case "$*" in
  *makecache*) ;;
  *repoquery*) echo 2023.9.20260101 ;;
  *check-update*--security*) list "$ROOT/security" ;;
  *check-update*) list "$ROOT/updates" ;;
  *needs-restarting*) exit 1 ;;
  *--assumeno*) printf 'Total download size: 1.5 M\\nInstalled size: 4.0 M\\nOperation aborted.\\n'; exit 1 ;;
  *" upgrade"*)
    case "$*" in *--security*) from=$ROOT/security ;; *) from=$ROOT/updates ;; esac
    while read -r name version repo; do
      case $name in kernel*) ;; *) grep -v "^$name " "$ROOT/rpms" >"$ROOT/rpms.new"; mv "$ROOT/rpms.new" "$ROOT/rpms" ;; esac
      echo "$name $version" >>"$ROOT/rpms"
    done <"$from"
    : >"$ROOT/security"; : >"$ROOT/updates" ;;
  *"remove --duplicates"*) sort -u -k 1,1 "$ROOT/rpms" >"$ROOT/rpms.new"; mv "$ROOT/rpms.new" "$ROOT/rpms" ;;
esac
exit 0`;

const RPM = `
case "$*" in
  *EVR*) cat "$ROOT/rpms" ;;
  *--whatprovides*) cat "$ROOT/several" 2>/dev/null ;;
  *) cut -d ' ' -f 1 "$ROOT/rpms" ;;
esac`;

/** A host of Amazon Linux 2023: openssl has an update of security, zlib another one. */
export function amazonLinux({ programs, files, ...more }: FakeHostOptions = {}): FakeHost {
  return fakeHost({
    programs: { dnf: DNF, rpm: RPM, ...programs },
    files: {
      'etc/os-release': 'ID="amzn"\nVERSION_ID="2023"\n',
      rpms: `${INSTALLED.join('\n')}\n`,
      security: 'openssl.x86_64 3.0-2 amazonlinux\n',
      updates: 'openssl.x86_64 3.0-2 amazonlinux\nzlib.x86_64 1.3-1 amazonlinux\n',
      ...files,
    },
    ...more,
  });
}
