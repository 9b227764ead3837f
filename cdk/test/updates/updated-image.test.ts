import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { isUpdated, updateConfig } from '../../src/updates/update-config.ts';
import { updatedImage } from '../../src/updates/updated-image.ts';
import { oneAccount } from '../support/configs.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';

const OPTIONS = { name: 'acme', environment: 'stage', fleet: 'api' };

test('a template takes the image that the Lambda has written, and CloudFormation fills it in', () => {
  const template = inStack(
    (stack) =>
      new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { imageId: updatedImage(OPTIONS) } }),
  );
  expect(propertiesOf(template, 'AWS::EC2::LaunchTemplate')).toEqual([
    { LaunchTemplateData: { ImageId: '{{resolve:ssm:/acme/stage/auto-update/api/image}}' } },
  ]);
});

test('it is the parameter that the Lambda writes', () => {
  const config = configSchema.parse(oneAccount());
  const stage = config.environments.find(isUpdated);
  if (stage === undefined) throw new Error('no environment has updates');
  expect(updateConfig(stage, config)).toMatchObject({
    fleets: { api: { current: updatedImage(OPTIONS).slice('{{resolve:ssm:'.length, -'}}'.length) } },
  });
});
