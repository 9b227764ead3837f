import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import { manifestWhere } from '../../support/cdk/deployed-manifest.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { doWithout } from '../../support/cdk/function-policy.ts';
import { logOf } from '../../support/cdk/function-log.ts';
import type { Keys } from '../../support/cdk/sessions.ts';
import { operatorOf, READ, sendToSync, TICK } from '../../support/cdk/ssh-key-queue.ts';
import { createSshUser } from '../../support/cdk/ssh-users.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

/** In milliseconds, until the Lambda has been refused something. */
const PATIENCE = 10_000;
const ATTEMPTS = 4;

/** A statement of the role, what wakes the Lambda, and the actions of which one is refused without it. */
export type SshKeyStatement = readonly [
  sid: string,
  by: 'a tick' | 'a user' | 'a whole read',
  actions: readonly string[],
];

/** Those of every config. What event source mappings do (`Queue`) is not asked for by the emulator. */
export const SSH_KEY_STATEMENTS: readonly SshKeyStatement[] = [
  ['Users', 'a user', ['iam:GetGroup', 'iam:GetUser', 'iam:ListGroupsForUser', 'iam:ListSSHPublicKeys']],
  ['List', 'a tick', ['s3:ListBucket']],
  ['Read', 'a tick', ['s3:GetObject']],
  ['Write', 'a user', ['s3:PutObject']],
];
/** That of hosts in other accounts. */
export const SSH_KEY_ROLES: SshKeyStatement = ['Roles', 'a tick', ['sts:AssumeRole']];
/** That of a config with a tree of parameters. */
export const SSH_KEY_TREE: SshKeyStatement = ['Tree', 'a whole read', ['ssm:GetParametersByPath']];
/** Those of hosts in the account of the users. */
export const SSH_KEY_OWN_HOSTS: readonly SshKeyStatement[] = [
  ['Hosts', 'a tick', ['ec2:DescribeInstances']],
  ['Document', 'a user', ['ssm:SendCommand']],
  ['Tell', 'a user', ['ssm:SendCommand']],
];

/** Last of what is about SSH keys. @param hostGroup one of the config. */
export function describeSshKeyLeastPrivilege(
  deployment: () => Deployment,
  { statements, hostGroup }: { readonly statements: readonly SshKeyStatement[]; readonly hostGroup: string },
): void {
  const security = (): AccountClients => deployment().clients(placeOf(deployment().config, 'security'));
  const nameWithout = (sid: string, attempt = 1): string => `without-${sid.toLowerCase()}-${attempt}`;
  let operator: Keys;
  beforeAll(async () => {
    operator = await operatorOf(deployment());
  });

  /** Has it begin anew, without the sessions of roles that it has assumed. A message that it is at then is lost for long. */
  async function restart(FunctionName: string): Promise<void> {
    const Description = 'begun anew';
    await security().lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description }));
  }

  /** What it is refused once something is done, if need be more than once, until one of the actions is among it. */
  async function refusedAfter(
    act: (attempt: number) => Promise<void>,
    { functionName, actions }: { readonly functionName: string; readonly actions: readonly string[] },
  ): Promise<readonly string[]> {
    const before = (await logOf(security(), functionName)).length;
    let log = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await act(attempt);
      for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(200)) {
        log = (await logOf(security(), functionName)).slice(before);
        const refused = refusedIn(log);
        if (actions.some((action) => refused.includes(action))) return refused;
      }
    }
    throw new Error(`it is refused none of ${actions.join(', ')}:\n${log}`);
  }

  describe('ssh-key-sync without a statement of its role', () => {
    // A run that began without the statement before may still be under way.
    const earlier = new Set<string>();

    it.each(statements)('%s fails in it, after %s', async (sid, by, actions) => {
      const { sshKeys: functionName } = namesOf(deployment().config);
      const act = async (attempt: number): Promise<void> => {
        if (by !== 'a user') await sendToSync(deployment(), operator, by === 'a tick' ? TICK : READ);
        else await createSshUser(security(), { name: nameWithout(sid, attempt), group: 'ssh-users' });
      };
      const refused = await doWithout(security(), { functionName, gone: [sid] }, async () => {
        if (actions.includes('sts:AssumeRole')) await restart(functionName);
        return refusedAfter(act, { functionName, actions });
      });
      expect(refused.filter((action) => !actions.includes(action) && !earlier.has(action))).toEqual([]);
      for (const action of refused) earlier.add(action);
    });

    it('does all of it with the next read, once it has them again', async () => {
      await sendToSync(deployment(), operator, READ);
      const made = statements.filter(([, by]) => by === 'a user').map(([sid]) => nameWithout(sid));
      const { users } = await manifestWhere(deployment(), hostGroup, (found) =>
        made.every((name) => found.has(name)),
      );
      expect([...users.keys()]).toEqual(expect.arrayContaining(made));
    });
  });
}
