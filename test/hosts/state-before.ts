import { afterAll, beforeAll, expect } from 'vitest';
import type { findRig } from '../support/rig/find.ts';
import { GROUP, type KeyHost, startKeyHost } from '../support/rig/key-host.ts';
import type { ManifestText } from '../support/rig/manifest.ts';
import type { SshKey } from '../support/rig/ssh-key.ts';
import type { Sshd } from '../support/rig/sshd.ts';
import { keyFolder, keysOf, person } from './people.ts';
import { type Scene, scene } from './scene.ts';

/** What the script ends with. */
export const STATUS = { ok: 0, failed: 1, refused: 3, notFetched: 4, brokenSshd: 5 } as const;

/** Users, and hosts on which the first three of them are. */
export interface StateBefore {
  readonly keys: Readonly<Record<'guard' | 'alice' | 'bob' | 'carol', SshKey>>;
  /** In force on the hosts: version 10. */
  readonly before: ManifestText;
  /** Version 11, with carol. */
  readonly next: ManifestText;
  /** The image's user logs in. */
  readonly logInAdmin: (sshd: Sshd) => Promise<string | null>;
  /** Starts a host; all of them have one bucket. */
  readonly begin: () => Promise<KeyHost>;
  /** The users of before, the break-glass user and the image's user all get in. */
  readonly expectBefore: (sshd: Sshd) => Promise<void>;
  readonly expectSudo: (sshd: Sshd) => Promise<void>;
  /** Answers with the problems that the host's report names. */
  readonly expectReport: (here: KeyHost, result: string, version: number) => Promise<readonly string[]>;
}

/** Makes the state once for a test file. */
export function stateBefore(rig: ReturnType<typeof findRig>, endpoint: string): StateBefore {
  const folder = keyFolder();
  const keys = keysOf(folder, ['guard', 'alice', 'bob', 'carol']);
  const guard = person('break-glass', 19_999, keys.guard, 'keep');
  const alice = person('alice', 20_001, keys.alice, 'sudo');
  const bob = person('bob', 20_002, keys.bob);
  const carol = person('carol', 20_003, keys.carol);
  const before = { group: GROUP, version: 10, users: [guard, alice, bob] };
  const next = { group: GROUP, version: 11, users: [guard, alice, bob, carol] };
  let base: Scene;

  beforeAll(async () => {
    base = await scene({ rig, endpoint, folder });
    await base.apply(before);
    await base.host.stop();
  });
  afterAll(() => base[Symbol.asyncDispose]());

  return {
    keys,
    before,
    next,
    logInAdmin: (sshd) => base.logInAdmin(sshd),
    begin: () => startKeyHost({ layers: base.host.layers, endpoint, bucket: base.bucket }),
    expectBefore: async (sshd) => {
      const logins = [
        base.logInAdmin(sshd),
        sshd.login('break-glass', keys.guard),
        sshd.login('alice', keys.alice),
        sshd.login('bob', keys.bob),
      ];
      expect(await Promise.all(logins)).toEqual(['admin', 'break-glass', 'alice', 'bob']);
    },
    expectSudo: async (sshd) => {
      expect(await sshd.login('break-glass', keys.guard, 'sudo -n id -un')).toBe('root');
      expect(await sshd.login('alice', keys.alice, 'sudo -n id -un')).toBe('root');
    },
    expectReport: async (here, result, version) => {
      const report = await here.report();
      expect(report.get('kmscrypt-ssh-keys-status')).toEqual(['1']);
      expect(report.get('instance')).toEqual([here.imds.arn]);
      expect(report.get('result')).toEqual([result]);
      expect(report.get('version')).toEqual([String(version)]);
      return report.get('problem') ?? [];
    },
  };
}
