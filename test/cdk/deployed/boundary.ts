import { DeleteDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { PutRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, it } from 'vitest';
import { roleName } from '../../../cdk/src/accounts/roles.ts';
import { namesOf } from '../../../cdk/src/names.ts';
import { trailNameOf } from '../../../cdk/src/security/trail-name-of.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { membersOf } from '../../support/cdk/people.ts';
import { assume, createRole, credentialsOf, type Keys } from '../../support/cdk/sessions.ts';
import { callTrail } from '../../support/cdk/trail-call.ts';

const UNIT = 'prod';

interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: ReturnType<typeof credentialsOf>;
}

/** What somebody tries; answers with the name of the error, undefined where it was done. */
type Attempt = (keys: Keys) => Promise<string | undefined>;

/** Whether what is forbidden to roles is forbidden by their boundary: without it the same role does all of it. Last in its account. */
export function describeBoundary(deployment: () => Deployment): void {
  const own = (): AccountClients => deployment().clients(placeOf(deployment().config, UNIT));
  const root = (): Keys => ({ accessKeyId: own().account, secretAccessKey: 'test' });
  const sessions = new Map<string, Keys>();

  const optionsOf = (keys: Keys): ClientOptions => ({
    endpoint: deployment().endpoint,
    region: own().region,
    credentials: credentialsOf(keys),
  });

  const trail = (keys: Keys, operation: string): Promise<string | undefined> =>
    callTrail({
      endpoint: deployment().endpoint,
      region: own().region,
      keys,
      operation,
      input: { Name: trailNameOf(deployment().config.name) },
    });

  const attempts: Readonly<Record<string, Attempt>> = {
    'stop the trail': (keys) => trail(keys, 'StopLogging'),
    'delete the detector': async (keys) => {
      const guardDuty = new GuardDutyClient(optionsOf(keys));
      const { DetectorIds: [DetectorId] = [] } = await guardDuty.send(new ListDetectorsCommand({}));
      return errorOf(guardDuty.send(new DeleteDetectorCommand({ DetectorId })));
    },
    [`schedule the deletion of alias/cmk-${UNIT}`]: async (keys) => {
      const kms = new KMSClient(optionsOf(keys));
      const { KeyMetadata: key } = await own().kms.send(
        new DescribeKeyCommand({ KeyId: `alias/cmk-${UNIT}` }),
      );
      return errorOf(kms.send(new ScheduleKeyDeletionCommand({ KeyId: key?.KeyId })));
    },
  };

  describe('a role that may do everything', () => {
    beforeAll(async () => {
      const everything = { Action: '*', Resource: '*' };
      const { endpoint, config } = deployment();
      for (const name of ['bounded', 'unbounded']) {
        const role = await createRole(own(), `${name}-administrator`, everything);
        if (name === 'bounded') {
          const PermissionsBoundary = `arn:aws:iam::${own().account}:policy/${namesOf(config).boundary}`;
          const RoleName = `${name}-administrator`;
          await own().iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
        }
        sessions.set(name, await assume(endpoint, root(), role));
      }
      const { session } = await membersOf(deployment, 'bounded')('full-access');
      const full = `arn:aws:iam::${own().account}:role/${roleName('full')}`;
      sessions.set(roleName('full'), await assume(endpoint, session, full));
    });

    const actAs = (who: string, what: string): Promise<string | undefined> => {
      const [keys, attempt] = [sessions.get(who), attempts[what]];
      if (keys === undefined || attempt === undefined) throw new Error(`there is no ${who}, or no ${what}`);
      return attempt(keys);
    };

    it.each(Object.keys(attempts))('cannot %s, if it has the boundary', async (what) => {
      expect(await actAs('bounded', what)).toMatch(/^AccessDenied/);
    });

    it.each(Object.keys(attempts).slice(0, 2))(`cannot %s, as ${roleName('full')} neither`, async (what) => {
      expect(await actAs(roleName('full'), what)).toMatch(/^AccessDenied/);
    });

    it.each(Object.keys(attempts))('can %s, if it has none', async (what) => {
      expect(await actAs('unbounded', what)).toBeUndefined();
    });
  });
}

async function errorOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
