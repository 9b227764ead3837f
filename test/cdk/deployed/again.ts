import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { deleteAll, deployAll } from '../../support/cdk/deploy.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { type Watching, watchingOf } from '../../support/cdk/earlier.ts';

/** Last: it takes an environment away. */
export function describeAgain(deployment: () => Deployment): void {
  describe('a disposable environment', () => {
    it('goes with its stacks, and comes again, past what stays in its account', async () => {
      const { stacks, clients, config, endpoint } = deployment();
      const { ec2 } = clients(placeOf(config, 'dev'));
      const vpcs = async (): Promise<number> => {
        const { Vpcs: found = [] } = await ec2.send(new DescribeVpcsCommand({}));
        return found.filter(({ IsDefault }) => IsDefault !== true).length;
      };
      const own = stacks.filter(({ plan }) => plan.environment?.name === 'dev' || plan.stage === 'dev');
      const options = { endpoint, clientsOf: clients };
      const watching = (): Promise<Watching> => watchingOf(endpoint, placeOf(config, 'dev'));
      const before = await watching();
      expect(before).toMatchObject({
        detectors: [{ Status: 'ENABLED' }],
        recorders: [{ name: config.name }],
        recording: [config.name],
        channels: [{ s3BucketName: namesOf(config).archiveBucket }],
        analyzers: [{ name: `${config.name}-external-access` }],
      });
      await deleteAll(own, options);
      expect(await vpcs()).toBe(0);
      // What watches over the account outlives the stacks, and is kept by the next ones.
      expect(await watching()).toEqual(before);
      await deployAll(own, options);
      expect(await vpcs()).toBe(1);
      expect(await watching()).toEqual(before);
    });
  });
}
