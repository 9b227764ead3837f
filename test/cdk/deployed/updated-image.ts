import {
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { imageParameterName, updatedImage } from '../../../cdk/src/updates/updated-image.ts';
import { updateNames } from '../../../cdk/src/updates/update-names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { actingAs } from '../../support/cdk/acting-as.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { credentialsOf } from '../../support/cdk/sessions.ts';

const FIRST = 'ami-00000000000000001';
const NEWER = 'ami-00000000000000002';
const STACK = 'hosts-of-the-test';
const PATIENCE = 30_000;

/** A launch template and a group of hosts, such as a team deploys them, with the image of the fleet `api`. */
export function describeUpdatedImage(deployment: () => Deployment, environment: string): void {
  const options = () => ({ name: deployment().config.name, environment, fleet: 'api' });
  const clients = (): AccountClients => deployment().clients(placeOf(deployment().config, environment));

  function template(instanceType: string): string {
    return JSON.stringify({
      Resources: {
        Template: {
          Type: 'AWS::EC2::LaunchTemplate',
          Properties: {
            LaunchTemplateName: STACK,
            LaunchTemplateData: { ImageId: updatedImage(options()), InstanceType: instanceType },
          },
        },
        Group: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: {
            MinSize: '1',
            MaxSize: '2',
            AvailabilityZones: [`${clients().region}a`],
            LaunchTemplate: {
              LaunchTemplateId: { Ref: 'Template' },
              Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
            },
          },
        },
      },
    });
  }

  async function settled(): Promise<string> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(100)) {
      const { Stacks: found = [] } = await clients().cloudformation.send(
        new DescribeStacksCommand({ StackName: STACK }),
      );
      const status = found[0]?.StackStatus ?? '';
      if (!status.endsWith('IN_PROGRESS')) return status;
    }
    throw new Error(`${STACK} does not come to an end`);
  }

  async function latest(): Promise<object | undefined> {
    const { LaunchTemplateVersions: found = [] } = await clients().ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: STACK, Versions: ['$Latest'] }),
    );
    return found[0]?.LaunchTemplateData;
  }

  describe(`a launch template in ${environment}`, () => {
    it('has the image that is there first', async () => {
      const { ssm, cloudformation } = clients();
      const Name = imageParameterName(options());
      await ssm.send(new PutParameterCommand({ Name, Value: FIRST, Type: 'String' }));
      await cloudformation.send(
        new CreateStackCommand({ StackName: STACK, TemplateBody: template('t3.micro') }),
      );
      expect(await settled()).toBe('CREATE_COMPLETE');
      expect(await latest()).toMatchObject({ ImageId: FIRST, InstanceType: 't3.micro' });
    });

    it('has the newer one that the Lambda has written, after the next deployment of something else', async () => {
      const keys = await actingAs(clients(), updateNames(options()).updates);
      const { region, cloudformation } = clients();
      const ssm = new SSMClient({
        endpoint: deployment().endpoint,
        region,
        credentials: credentialsOf(keys),
      });
      const Name = imageParameterName(options());
      await ssm.send(new PutParameterCommand({ Name, Value: NEWER, Type: 'String', Overwrite: true }));
      const other = new PutParameterCommand({ Name: `${Name}-2`, Value: NEWER, Type: 'String' });
      await expect(ssm.send(other)).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
      await cloudformation.send(
        new UpdateStackCommand({ StackName: STACK, TemplateBody: template('t3.small') }),
      );
      expect(await settled()).toBe('UPDATE_COMPLETE');
      expect(await latest()).toMatchObject({ ImageId: NEWER, InstanceType: 't3.small' });
    });
  });
}
