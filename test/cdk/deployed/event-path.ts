import { ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { logOf } from '../../support/cdk/function-log.ts';
import { invalidationsOf, itemsOf, upload } from '../../support/lambda-site.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

/** In milliseconds, from an object to its invalidation. */
const PATIENCE = 30_000;

/** Changes are gathered for minutes; here for a second. */
async function shorten({ lambda }: AccountClients, FunctionName: string): Promise<void> {
  const { EventSourceMappings: mappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  for (const { UUID } of mappings) {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, MaximumBatchingWindowInSeconds: 1 }));
  }
  expect(mappings).toHaveLength(1);
}

export function describeEventPath(deployment: () => Deployment): void {
  describe('an object in the bucket of a site', () => {
    it.each(['stage', 'prod'])('is invalidated in %s, and in no other environment', async (name) => {
      const { clients, config } = deployment();
      const own = clients(placeOf(config, name));
      const functionName = `${config.name}-${name}-static-asset-invalidation`;
      await shorten(own, functionName);
      await upload(own, `${config.name}-${name}-www-${own.account}`, [`changed/in ${name}.html`]);
      const path = `/changed/in%20${name}.html`;
      let found: readonly string[] = [];
      for (const end = Date.now() + PATIENCE; Date.now() < end && !found.includes(path); await delay(200)) {
        found = itemsOf(await invalidationsOf(own, await distributionOf(own)));
      }
      const log = await logOf(own, functionName);
      expect(refusedIn(log), log).toEqual([]);
      expect(found, log).toContain(path);
      const others = config.environments.filter((each) => each.name !== name);
      for (const other of others) {
        const there = clients(placeOf(config, other.name));
        expect(itemsOf(await invalidationsOf(there, await distributionOf(there)))).not.toContain(path);
      }
    });
  });
}

/** The id of the only distribution. */
async function distributionOf({ cloudfront }: AccountClients): Promise<string> {
  const { DistributionList: list } = await cloudfront.send(new ListDistributionsCommand({}));
  expect(list?.Items).toHaveLength(1);
  return list?.Items?.[0]?.Id ?? '';
}
