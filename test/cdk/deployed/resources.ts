import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../support/cdk/deployment.ts';

/** First: what is not there cannot be looked at. */
export function describeResources(deployment: () => Deployment): void {
  describe('the stacks', () => {
    it('have every resource of their templates', async () => {
      const { stacks, clients } = deployment();
      for (const { plan, template } of stacks) {
        const made = new Set<string | undefined>();
        const pages = paginateListStackResources(
          { client: clients(plan).cloudformation },
          { StackName: plan.stackName },
        );
        for await (const { StackResourceSummaries: resources = [] } of pages) {
          for (const { LogicalResourceId: id, ResourceStatus } of resources) {
            if (ResourceStatus === 'CREATE_COMPLETE') made.add(id);
          }
        }
        const wanted = Object.keys(template.Resources);
        expect({ stack: plan.id, missing: wanted.filter((id) => !made.has(id)) }).toEqual({
          stack: plan.id,
          missing: [],
        });
      }
      expect(stacks.length).toBeGreaterThan(40);
    });
  });
}
