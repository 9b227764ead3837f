import { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { isUpdated, updateConfig } from '../../src/updates/update-config.ts';
import { imageParameterName } from '../../src/updates/update-names.ts';
import { updatedImage } from '../../src/updates/updated-image.ts';
import { oneAccount } from '../support/configs.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';

const OPTIONS = { name: 'acme', environment: 'stage', fleet: 'api' };

test('a template takes the image that the Lambda has written, which CloudFormation reads with each deployment', () => {
  const template = inStack(
    (stack) => new LaunchTemplate(stack, 'Template', { machineImage: updatedImage(OPTIONS) }),
  );
  const own = Object.entries(template.Parameters ?? {}).filter(([name]) => name !== 'BootstrapVersion');
  expect(own).toEqual([
    [
      expect.any(String),
      {
        Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
        Default: '/acme/stage/auto-update/api/image',
      },
    ],
  ]);
  expect(propertiesOf(template, 'AWS::EC2::LaunchTemplate')).toMatchObject([
    { LaunchTemplateData: { ImageId: `REF:${own[0]?.[0]}` } },
  ]);
});

test('it is the parameter that the Lambda writes', () => {
  const config = configSchema.parse(oneAccount());
  const stage = config.environments.find(isUpdated);
  if (stage === undefined) throw new Error('no environment has updates');
  expect(updateConfig(stage, config)).toMatchObject({
    fleets: { api: { current: imageParameterName(OPTIONS) } },
  });
});
