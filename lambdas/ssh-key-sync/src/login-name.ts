/** What Linux takes in every distribution: useradd(8), "Usernames may only be up to 32 characters long". */
const LOGIN = /^[a-z][a-z0-9_-]{0,31}$/u;

const ASCII = /^\p{ASCII}*$/u;

/** Names of accounts that the host part makes begin so. */
const OURS = 'kmscrypt-';

/** Accounts that images of Amazon Linux, Debian and Ubuntu have, or may get with a package. */
const SYSTEM: ReadonlySet<string> = new Set(
  (
    'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody nogroup adm shutdown halt operator ftp ' +
    'admin ubuntu debian ec2-user ssm-user ec2-instance-connect centos fedora rocky alma cloud-user core ' +
    'sshd sudo wheel systemd-network systemd-resolve systemd-timesync systemd-oom systemd-coredump messagebus dbus syslog uuidd tcpdump ' +
    'tss polkitd polkit rpc rpcuser chrony ntp cron crontab landscape pollinate lxd docker postfix postgres mysql redis nginx apache ' +
    'jenkins openvpn rescue-ssh libstoragemgmt input kvm render sgx tape video audio disk dip plugdev cdrom floppy staff users utmp shadow tty ' +
    'kmem dialout fax voice src sasl netdev dhcpcd fwupd-refresh usbmux unscd nscd sssd rngd dnsmasq statd avahi avahi-autoipd ' +
    'snap_daemon cwagent kmscrypt kmscrypt-ssh'
  ).split(' '),
);

/** What is wrong with a name for a login; undefined where nothing is. */
export function loginProblem(name: string): string | undefined {
  if (SYSTEM.has(name)) return 'is the name of a system account';
  if (name.startsWith(OURS) || name.startsWith('systemd-')) return 'begins as names of others do';
  if (LOGIN.test(name)) return undefined;
  return name.length > 32
    ? 'is longer than 32 characters'
    : 'is no login name: a letter of a-z, then up to 31 of a-z, 0-9, _ and -';
}

/** Whether hosts take it for a user: for one name that they do not, they refuse the whole manifest. */
export function isForHosts(login: string): boolean {
  return LOGIN.test(login) && login !== 'root' && !login.startsWith(OURS);
}

/**
 * The login name of an IAM user: what stands before the first `@`, in small letters, without leading `_`, with `_` for each of
 * `+ = , .`: `a@b` becomes `a`, `_x.y.z` becomes `x_y_z` (the mapping of ssh-grunt). Two users may get the same: who else has it is
 * for the plan to see.
 */
export function loginOf(name: string): { readonly login: string } | { readonly refused: string } {
  const [before = ''] = name.split('@');
  // Some other letters become those of ASCII: the sign for Kelvin a `k`, and with it somebody else's name.
  const lowered = ASCII.test(before) ? before.toLowerCase() : before;
  const login = lowered.replaceAll(/[+=,.]/gu, '_').replace(/^_+/u, '');
  const problem = loginProblem(login);
  return problem === undefined
    ? { login }
    : { refused: `${login === '' ? 'what is left of it' : login} ${problem}` };
}
