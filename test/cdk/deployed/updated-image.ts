import {
  CreateStackCommand,
  DescribeStacksCommand,
  type Stack as DeployedStack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { updatedImage } from '../../../cdk/src/updates/updated-image.ts';
import { imageParameterName, updateNames } from '../../../cdk/src/updates/update-names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { actingAs } from '../../support/cdk/acting-as.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { credentialsOf } from '../../support/cdk/sessions.ts';

const FIRST = 'ami-00000000000000001';
const NEWER = 'ami-00000000000000002';
const STACK = 'hosts-of-the-test';
const PATIENCE = 30_000;

/**
 * A launch template and a group of hosts, such as a team deploys them, with the image of the fleet `api`. The emulator fills in references,
 * too, with each deployment: that the image is none is for the templates of cdk/test/updates to see.
 */
export function describeUpdatedImage(deployment: () => Deployment, environment: string): void {
  const options = () => ({ name: deployment().config.name, environment, fleet: 'api' });
  const clients = (): AccountClients => deployment().clients(placeOf(deployment().config, environment));

  function template({ maxSize }: { readonly maxSize: string }): string {
    const stack = new Stack(new App(), STACK);
    const { versionNumber, launchTemplateId = '' } = new LaunchTemplate(stack, 'Template', {
      launchTemplateName: STACK,
      machineImage: updatedImage(options()),
    });
    new CfnAutoScalingGroup(stack, 'Group', {
      minSize: '1',
      maxSize,
      availabilityZones: stack.availabilityZones.slice(0, 1),
      launchTemplate: { launchTemplateId, version: versionNumber },
    });
    new CfnOutput(stack, 'Version', { value: versionNumber });
    return JSON.stringify(Template.fromStack(stack).toJSON());
  }

  async function settled(): Promise<DeployedStack | undefined> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(100)) {
      const { Stacks: found = [] } = await clients().cloudformation.send(
        new DescribeStacksCommand({ StackName: STACK }),
      );
      if (found[0]?.StackStatus?.endsWith('IN_PROGRESS') !== true) return found[0];
    }
    throw new Error(`${STACK} does not come to an end`);
  }

  /** What became of a deployment, with the image of the version that it has given the group. */
  async function deployed(): Promise<object> {
    const { StackStatus: status, Outputs: outputs = [] } = (await settled()) ?? {};
    const { LaunchTemplateVersions: found = [] } = await clients().ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateName: STACK,
        Versions: outputs.flatMap(({ OutputValue: version = '' }) => version),
      }),
    );
    return { status, images: found.map(({ LaunchTemplateData: data }) => data?.ImageId) };
  }

  describe(`a launch template in ${environment}`, () => {
    it('has the image that is there first', async () => {
      const { ssm, cloudformation } = clients();
      const Name = imageParameterName(options());
      await ssm.send(new PutParameterCommand({ Name, Value: FIRST, Type: 'String' }));
      await cloudformation.send(
        new CreateStackCommand({ StackName: STACK, TemplateBody: template({ maxSize: '2' }) }),
      );
      expect(await deployed()).toEqual({ status: 'CREATE_COMPLETE', images: [FIRST] });
    });

    it('keeps the newer one that the Lambda has brought, after a deployment that changes the group alone', async () => {
      const keys = await actingAs(clients(), updateNames(options()).updates);
      const { region, ec2, cloudformation } = clients();
      const ssm = new SSMClient({
        endpoint: deployment().endpoint,
        region,
        credentials: credentialsOf(keys),
      });
      await ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateName: STACK,
          SourceVersion: '1',
          LaunchTemplateData: { ImageId: NEWER },
        }),
      );
      const Name = imageParameterName(options());
      await ssm.send(new PutParameterCommand({ Name, Value: NEWER, Type: 'String', Overwrite: true }));
      const other = new PutParameterCommand({ Name: `${Name}-2`, Value: NEWER, Type: 'String' });
      await expect(ssm.send(other)).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
      await cloudformation.send(
        new UpdateStackCommand({ StackName: STACK, TemplateBody: template({ maxSize: '3' }) }),
      );
      expect(await deployed()).toEqual({ status: 'UPDATE_COMPLETE', images: [NEWER] });
    });
  });
}
