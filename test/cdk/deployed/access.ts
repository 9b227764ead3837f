import { describe, expect, it } from 'vitest';
import { CROSS_ACCOUNT_ROLES, roleName } from '../../../cdk/src/accounts/roles.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { membersOf } from '../../support/cdk/people.ts';
import { assume, createUser, withMfa } from '../../support/cdk/sessions.ts';

/** Users of the account `security`, by their groups, each with a second factor and without. */
export function describeAccess(deployment: () => Deployment): void {
  const person = membersOf(deployment, 'one-of');
  const arnOf = (account: string, name: string): string =>
    `arn:aws:iam::${placeOf(deployment().config, account).account}:role/${name}`;
  const refused = { name: 'AccessDenied' };

  describe('roles that are assumed from the account security', () => {
    it.each([
      ['full-access', 'prod', 'full'],
      ['full-access', 'logs', 'full'],
      ['read-only', 'stage', 'read-only'],
      ['developers', 'dev', 'dev'],
      ['_account-stage-full-access', 'stage', 'full'],
    ] as const)(
      'a member of %s comes into %s as %s with MFA, and not without',
      async (group, account, level) => {
        const { keys, session } = await person(group);
        const role = arnOf(account, roleName(level));
        const { endpoint } = deployment();
        expect((await assume(endpoint, session, role)).sessionToken).not.toBe('');
        await expect(assume(endpoint, keys, role)).rejects.toMatchObject(refused);
      },
    );

    it.each([
      ['nothing', 'prod', 'read-only'],
      ['read-only', 'prod', 'full'],
      ['developers', 'prod', 'full'],
      ['_account-stage-full-access', 'prod', 'full'],
    ] as const)(
      'a member of %s does not come into %s as %s, with MFA neither',
      async (group, account, level) => {
        const { session } = await person(group);
        await expect(
          assume(deployment().endpoint, session, arnOf(account, roleName(level))),
        ).rejects.toMatchObject(refused);
      },
    );

    it('lets no user of another account in', async () => {
      const { clients, config, endpoint } = deployment();
      const stage = clients(placeOf(config, 'stage'));
      const keys = await createUser(stage, 'stranger', []);
      const session = await withMfa(stage, { endpoint, user: 'stranger', keys });
      for (const { level } of CROSS_ACCOUNT_ROLES.filter(({ level: each }) => each !== 'iam-admin')) {
        await expect(assume(endpoint, session, arnOf('prod', roleName(level)))).rejects.toMatchObject(
          refused,
        );
      }
    });
  });
}
