import {
  DeleteSSHPublicKeyCommand,
  RemoveUserFromGroupCommand,
  UpdateSSHPublicKeyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetDocumentCommand, ListCommandsCommand } from '@aws-sdk/client-ssm';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { hostDocument } from '../../../cdk/src/lambda/host-document.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import { deployedManifest, manifestWhere } from '../../support/cdk/deployed-manifest.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { logOf } from '../../support/cdk/function-log.ts';
import { hostsIn, instancesOf, startFleet } from '../../support/cdk/ssh-hosts-of.ts';
import { createSshUser, type SshUser } from '../../support/cdk/ssh-users.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

/** Who does not stay. */
const LEAVING = ['ann', 'ben', 'cleo'] as const;
/** Who stays, with the groups that they are in. */
const STAYING = { dora: 'ssh-sudo-users', 'Eve.Ray@example.com': 'ssh-users' } as const;
/** In milliseconds, from a manifest to its command. */
const PATIENCE = 10_000;

/** First of what is about hosts: it starts them. @param hostGroups those of the config. */
export function describeSshKeys(deployment: () => Deployment, hostGroups: readonly string[]): void {
  const users = new Map<string, SshUser>();
  const security = (): AccountClients => deployment().clients(placeOf(deployment().config, 'security'));
  const userOf = (name: string): SshUser => {
    const user = users.get(name);
    if (user === undefined) throw new Error(`there is no user ${name}`);
    return user;
  };

  /** The commands of a version: there are two where two runs have sent it at once. */
  async function commandsOf(hostGroup: string, version: number): Promise<readonly object[]> {
    const { ssm } = hostsIn(deployment(), hostGroup).clients;
    for (const end = Date.now() + PATIENCE; ; await delay(200)) {
      const { Commands: all = [] } = await ssm.send(new ListCommandsCommand({}));
      const found = all.filter(
        ({ Parameters: given }) =>
          given?.['Group']?.[0] === hostGroup && given['Version']?.[0] === String(version),
      );
      if (found.length > 0) return found;
      if (Date.now() > end) throw new Error(`the hosts of ${hostGroup} have not been told of ${version}`);
    }
  }

  describe('an SSH key of IAM', () => {
    beforeAll(async () => {
      await startFleet(deployment());
      const leaving = LEAVING.map((name) => [name, 'ssh-users'] as const);
      for (const [name, group] of [...leaving, ...Object.entries(STAYING)])
        users.set(name, await createSshUser(security(), { name, group }));
    });

    it.each(hostGroups)('comes to the hosts of %s, which are told', async (hostGroup) => {
      const { config } = deployment();
      const { sshKeys, sshKeysBucket } = namesOf(config);
      const manifest = await manifestWhere(deployment(), hostGroup, (found) => found.size === users.size);
      const lines = (name: string, login: string, right: string): RegExp => {
        const { key, keyId } = userOf(name);
        return new RegExp(
          String.raw`^user ${login} 2\d{4} ${right}\nkey ${key.replaceAll('+', '\\+')} ${login}:${keyId}\n$`,
        );
      };
      for (const name of LEAVING) expect(manifest.users.get(name)).toMatch(lines(name, name, 'login'));
      expect(manifest.users.get('dora')).toMatch(lines('dora', 'dora', 'sudo'));
      expect(manifest.users.get('eve_ray')).toMatch(lines('Eve.Ray@example.com', 'eve_ray', 'login'));
      const [before = '', digest = ''] = manifest.text.split(/^sha256 /m);
      expect(digest).toBe(`${createHash('sha256').update(before).digest('hex')}\n`);

      const ids = await instancesOf(hostsIn(deployment(), hostGroup));
      expect(ids.length).toBe(hostGroup === config.environments[0]?.name ? 2 : 1);
      const Every = [config.sshKeys?.behindAfter === undefined ? '5' : '1'];
      for (const command of await commandsOf(hostGroup, manifest.version)) {
        expect(command).toMatchObject({
          DocumentName: sshKeys,
          InstanceIds: expect.toSatisfy((told: readonly string[]) => told.toSorted().join() === ids.join()),
          Targets: [{ Key: 'tag:ssh-hosts', Values: [hostGroup] }],
          MaxConcurrency: '100%',
          MaxErrors: '100%',
          Parameters: {
            Bucket: [sshKeysBucket],
            Region: [config.region],
            Group: [hostGroup],
            Version: [String(manifest.version)],
            Sha256: [manifest.sha256],
            Every,
          },
        });
      }
    });

    it.each(hostGroups)('comes to the hosts of %s by a document with the host part', async (hostGroup) => {
      const { ssm } = hostsIn(deployment(), hostGroup).clients;
      const Name = namesOf(deployment().config).sshKeys;
      const { Content: content = '' } = await ssm.send(new GetDocumentCommand({ Name }));
      expect(JSON.parse(content)).toEqual(hostDocument('ssh-key-sync'));
      expect(content).toContain('/usr/local/sbin/kmscrypt-ssh-keys');
    });

    const ways: Readonly<Record<(typeof LEAVING)[number], (user: SshUser) => Promise<unknown>>> = {
      ann: async ({ name, keyId }) =>
        security().iam.send(new DeleteSSHPublicKeyCommand({ UserName: name, SSHPublicKeyId: keyId })),
      ben: async ({ name, keyId }) =>
        security().iam.send(
          new UpdateSSHPublicKeyCommand({ UserName: name, SSHPublicKeyId: keyId, Status: 'Inactive' }),
        ),
      cleo: async ({ name }) =>
        security().iam.send(new RemoveUserFromGroupCommand({ UserName: name, GroupName: 'ssh-users' })),
    };

    it.each([
      ['is deleted', 'ann'],
      ['is deactivated', 'ben'],
      ['is of a user who leaves the group', 'cleo'],
    ] as const)('goes from all hosts when it %s, and others stay to the byte', async (_, name) => {
      const before = new Map<string, ReadonlyMap<string, string>>();
      for (const hostGroup of hostGroups) {
        const manifest = await deployedManifest(deployment(), hostGroup);
        expect(manifest?.users.has(name)).toBe(true);
        before.set(hostGroup, new Map(manifest?.users));
      }
      await ways[name](userOf(name));
      for (const hostGroup of hostGroups) {
        const after = await manifestWhere(deployment(), hostGroup, (found) => !found.has(name));
        const others = [...(before.get(hostGroup) ?? [])].filter(([login]) => login !== name);
        expect([...after.users]).toEqual(others);
        for (const command of await commandsOf(hostGroup, after.version))
          expect(command).toMatchObject({ Parameters: { Sha256: [after.sha256] } });
      }
    });

    it('goes on under the new name of a user, with the same UID', async () => {
      const [hostGroup = ''] = hostGroups;
      const before = await deployedManifest(deployment(), hostGroup);
      await security().iam.send(new UpdateUserCommand({ UserName: 'dora', NewUserName: 'dora.new' }));
      const { users: after } = await manifestWhere(deployment(), hostGroup, (found) => found.has('dora_new'));
      expect([...after.keys()]).toEqual(['dora_new', 'eve_ray']);
      expect(after.get('dora_new')).toBe(before?.users.get('dora')?.replaceAll('dora', 'dora_new'));
    });

    it('has come and gone by what the roles allow, and nothing else', async () => {
      expect(refusedIn(await logOf(security(), namesOf(deployment().config).sshKeys))).toEqual([]);
    });
  });
}
