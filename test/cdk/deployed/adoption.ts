import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../support/cdk/accounts.ts';
import { deleteAll, stackInput } from '../../support/cdk/deploy.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { type Watching, watchingOf } from '../../support/cdk/earlier.ts';
import { physicalId } from '../../support/cdk/stack-resources.ts';

const STACK = 'security/baseline';

/**
 * Last: it takes the baseline away.
 *
 * @param before what was there before the first stack
 */
export function describeAdoption(deployment: () => Deployment, before: () => Watching): void {
  const now = (): Promise<Watching> =>
    watchingOf(deployment().endpoint, placeOf(deployment().config, 'security'));
  const settingOf = (kind: string): Promise<string> =>
    physicalId(deployment(), { stack: STACK, type: `Custom::${kind}` });

  describe('what a team had there before', () => {
    it('is adopted, and as it was', async () => {
      expect(before()).toMatchObject({
        detectors: [{ FindingPublishingFrequency: 'FIFTEEN_MINUTES' }],
        recorders: [{ name: 'earlier' }],
        recording: ['earlier'],
        channels: [{ s3BucketName: 'earlier-config' }],
        analyzers: [{ name: 'earlier' }],
      });
      expect(await now()).toEqual(before());
      expect(await settingOf('Detector')).toMatch(/^Detector\/adopted\/[0-9a-f]{32}$/);
      expect(await settingOf('Analyzer')).toBe('Analyzer/adopted/earlier');
      expect(await settingOf('ConfigRecorder')).toBe('ConfigRecorder/adopted/recorder+channel');
      // What was not there is made.
      expect(await settingOf('PasswordPolicy')).toMatch(/^PasswordPolicy\/made\//);
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

    it('stays when the stack goes, with all that it had made', async () => {
      const { stacks, clients, config, endpoint } = deployment();
      const { iam } = clients(placeOf(config, 'security'));
      const { PasswordPolicy: made } = await iam.send(new GetAccountPasswordPolicyCommand({}));
      expect(made).toBeDefined();
      const own = stacks.filter(({ plan }) => plan.id === STACK);
      expect(own).toHaveLength(1);
      await deleteAll(own, { endpoint, clientsOf: clients });
      expect(await now()).toEqual(before());
      await expect(iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
      });
    });
  });
}
