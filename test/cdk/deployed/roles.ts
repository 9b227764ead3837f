import { GetRoleCommand, paginateListRoles, type Role } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { physicalIds } from '../../support/cdk/stack-resources.ts';

/** Of services, which bound them themselves, and of what deploys the boundary. */
const FOREIGN = /^\/aws-service-role\/|^\/cdk-hnb659fds-cfn-exec-role-/;

/** First: the tests make roles without a boundary. */
export function describeRoles(deployment: () => Deployment): void {
  /** All roles of an account that are neither AWS's own nor of the CDK's bootstrap. */
  async function rolesIn(account: string): Promise<readonly Role[]> {
    const { iam } = deployment().clients({ account, region: deployment().config.region });
    const roles: Role[] = [];
    for await (const { Roles: page = [] } of paginateListRoles({ client: iam }, {})) {
      for (const { Path, RoleName } of page) {
        if (FOREIGN.test(`${Path}${RoleName}`)) continue;
        // Lists leave the boundary out.
        const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
        if (role !== undefined) roles.push(role);
      }
    }
    return roles;
  }

  describe('the roles', () => {
    it('of all accounts have the boundary, but for those by which the CDK reads outputs', async () => {
      const { stacks, config } = deployment();
      const bounded: string[] = [];
      const unbounded: string[] = [];
      for (const account of new Set(stacks.map(({ plan }) => plan.account))) {
        const boundary = `arn:aws:iam::${account}:policy/${namesOf(config).boundary}`;
        for (const { RoleName: name = '', PermissionsBoundary: has } of await rolesIn(account))
          (has?.PermissionsBoundaryArn === boundary ? bounded : unbounded).push(name);
      }
      const publishing: string[] = [];
      for (const { plan } of stacks) {
        const roles = await physicalIds(deployment(), { stack: plan.id, type: 'AWS::IAM::Role' });
        for (const [id, name] of roles) if (id.startsWith('PublishGetStackOutputRole')) publishing.push(name);
      }
      expect(unbounded.toSorted()).toEqual(publishing.toSorted());
      const made = stacks.flatMap(({ template }) =>
        Object.values(template.Resources).filter(({ Type: type }) => type === 'AWS::IAM::Role'),
      );
      expect(bounded).toHaveLength(made.length - publishing.length);
    });
  });
}
