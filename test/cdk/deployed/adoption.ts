import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { roleName } from '../../../cdk/src/accounts/roles.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { deleteAll, deployAll, stackInput } from '../../support/cdk/deploy.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { type Watching, watchingOf } from '../../support/cdk/earlier.ts';
import { physicalId } from '../../support/cdk/stack-resources.ts';

const STACK = 'security/baseline';

/**
 * Last: it makes the baseline anew.
 *
 * @param before what was there before the first stack
 */
export function describeAdoption(deployment: () => Deployment, before: () => Watching): void {
  const now = (): Promise<Watching> =>
    watchingOf(deployment().endpoint, placeOf(deployment().config, 'security'));
  const settingOf = (kind: string): Promise<string> =>
    physicalId(deployment(), { stack: STACK, type: `Custom::${kind}` });

  describe('what a team had there before', () => {
    it('is kept as it was', async () => {
      expect(before()).toMatchObject({
        detectors: [{ FindingPublishingFrequency: 'FIFTEEN_MINUTES' }],
        recorders: [{ name: 'earlier' }],
        recording: ['earlier'],
        channels: [{ s3BucketName: 'earlier-config' }],
        analyzers: [{ name: 'earlier' }],
      });
      expect(await now()).toEqual(before());
      const [detector] = before().detectors;
      expect(await settingOf('Detector')).toBe(`Detector/kept/${detector?.DetectorId}`);
      expect(await settingOf('Analyzer')).toBe('Analyzer/kept/earlier');
      expect(await settingOf('ConfigRecorder')).toBe('ConfigRecorder/kept/earlier');
    });

    it('stays when the same templates are deployed again, which change nothing', async () => {
      const { stacks, clients, endpoint } = deployment();
      for (const stack of stacks) {
        const again = new UpdateStackCommand(stackInput(stack, endpoint));
        await expect(clients(stack.plan).cloudformation.send(again), stack.plan.id).rejects.toThrow(
          'No updates are to be performed',
        );
      }
      expect(await now()).toEqual(before());
    });

    it('stays when the stack goes, and comes again', async () => {
      const { stacks, clients, config, endpoint } = deployment();
      const { iam } = clients(placeOf(config, 'security'));
      const role = new GetRoleCommand({ RoleName: roleName('full') });
      const own = stacks.filter(({ plan }) => plan.id === STACK);
      expect(own).toHaveLength(1);
      const options = { endpoint, clientsOf: clients };
      await deleteAll(own, options);
      await expect(iam.send(role)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
      expect(await now()).toEqual(before());
      await deployAll(own, options);
      expect((await iam.send(role)).Role?.RoleName).toBe(roleName('full'));
      expect(await now()).toEqual(before());
    });
  });
}
