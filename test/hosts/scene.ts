import type { findRig } from '../support/rig/find.ts';
import { expectStatus, installArgs, type KeyHost, startKeyHost } from '../support/rig/key-host.ts';
import type { ManifestText } from '../support/rig/manifest.ts';
import { makeKey, type SshKey } from '../support/rig/ssh-key.ts';
import { type Sshd, startSshd } from '../support/rig/sshd.ts';

/** A host with sshd and the image's own user, on which the script is installed. */
export interface Scene extends Omit<KeyHost, 'apply'> {
  readonly sshd: Sshd;
  /** Publishes a manifest and has it applied, which must succeed. */
  readonly apply: (manifest: Omit<ManifestText, 'group'>) => Promise<void>;
  /** The image's user logs in with the key of the image; at another sshd, where one is given. */
  readonly logInAdmin: (sshd?: Sshd) => Promise<string | null>;
}

export interface SceneOptions {
  readonly rig: ReturnType<typeof findRig>;
  readonly endpoint: string;
  /** For keys. */
  readonly folder: string;
  /** Default: `yes`. */
  readonly pam?: 'yes' | 'no' | undefined;
  /** What EC2 Instance Connect has set up, and the key that it opens the image's user with; default: it is not there. */
  readonly instanceConnect?:
    | { readonly place: 'sshd_config' | 'command line'; readonly key: SshKey }
    | undefined;
  /** Default: true. */
  readonly isInstalled?: boolean | undefined;
  /** What is done to the host before the script is installed, as root. */
  readonly prepare?: string | undefined;
}

/** Starts one, for the block that it is made in with `await using`. */
export async function scene({
  rig,
  endpoint,
  folder,
  pam = 'yes',
  instanceConnect,
  prepare = ':',
  isInstalled = true,
}: SceneOptions): Promise<Scene> {
  if ('reason' in rig) throw new Error(rig.reason);
  const here = await startKeyHost({ layers: [rig.root], endpoint });
  try {
    const { host, bucket } = here;
    const admin = makeKey(folder);
    await host.get(`sed -i 's/^UsePAM .*/UsePAM ${pam}/' /etc/ssh/sshd_config`);
    // Without PAM sshd takes a password of ! for a lock.
    await host.get(`usermod -p '*' admin; install -d -m 700 -o admin -g admin /home/admin/.ssh`);
    await host.put('/home/admin/.ssh/authorized_keys', `${admin.body}\n`);
    const options = instanceConnect === undefined ? [] : await connectWith(here, instanceConnect);
    await host.get(prepare);
    const sshd = await startSshd(host, options);
    if (isInstalled) await expectStatus(here.script(installArgs(bucket)));
    return {
      ...here,
      sshd,
      apply: async (manifest) => {
        await expectStatus(here.apply(manifest));
      },
      logInAdmin: (other = sshd) => other.login('admin', admin),
    };
  } catch (error) {
    await here[Symbol.asyncDispose]();
    throw error;
  }
}

/** The names and settings are those of its packages; the command answers for the image's user only. */
async function connectWith(
  { host }: KeyHost,
  { place, key }: NonNullable<SceneOptions['instanceConnect']>,
): Promise<readonly string[]> {
  const command = '/usr/share/ec2-instance-connect/eic_run_authorized_keys';
  await host.get('useradd --system --no-create-home --shell /usr/sbin/nologin ec2-instance-connect');
  await host.put(command, `#!/bin/sh\n[ "$1" != admin ] || echo '${key.body}'\n`, '755');
  const settings = [
    `AuthorizedKeysCommand ${command} %u %f`,
    'AuthorizedKeysCommandUser ec2-instance-connect',
  ];
  if (place === 'command line') return settings.flatMap((each) => ['-o', each]);
  await host.get('cat >>/etc/ssh/sshd_config', { input: settings.map((each) => `${each}\n`).join('') });
  return [];
}
