import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
  RegisterImageCommand,
} from '@aws-sdk/client-ec2';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createGroups } from '../../src/aws/groups.ts';
import { ALWAYS, refreshFleet } from '../support/group-world.ts';
import { motoCalls, stubAws } from '../support/moto-hosts.ts';
import { motoOfFile } from '../support/moto.ts';

const moto = await motoOfFile();
const endpoint = moto?.endpoint ?? '';
const REGION = 'us-east-1';
const ACCOUNT = {
  endpoint,
  region: REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
const FLEET = refreshFleet({ current: '/image/current' });

const ec2 = new EC2Client(ACCOUNT);
const made = { old: '', newer: '', template: '' };

beforeAll(async () => {
  if (moto === undefined) return;
  stubAws(endpoint);
  made.old = await imageCalled('old');
  made.newer = await imageCalled('newer');
  const LaunchTemplateData = { ImageId: made.old, InstanceType: 't3.micro' } as const;
  const created = await ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }),
  );
  made.template = created.LaunchTemplate?.LaunchTemplateId ?? '';
  await new AutoScalingClient(ACCOUNT).send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      MinSize: 2,
      MaxSize: 4,
      AvailabilityZones: [`${REGION}a`],
      LaunchTemplate: { LaunchTemplateId: made.template, Version: '1' },
    }),
  );
  await new SSMClient(ACCOUNT).send(
    new PutParameterCommand({ Name: '/image/newest', Value: made.newer, Type: 'String' }),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto?.stop();
});

async function imageCalled(Name: string): Promise<string> {
  const { ImageId = '' } = await ec2.send(new RegisterImageCommand({ Name, Architecture: 'x86_64' }));
  return ImageId;
}

it.runIf(moto !== undefined)('sees a group of moto, makes a version and keeps the image', async () => {
  // moto has no instance refresh.
  const known = {
    ...motoCalls(endpoint),
    describeInstanceRefreshes: async () => ({ InstanceRefreshes: [] }),
  };
  const groups = createGroups(known);
  const before = await groups.look(FLEET, undefined, ALWAYS);
  expect(before).toMatchObject({
    desired: 2,
    template: { id: made.template, version: '1' },
    image: made.old,
    // moto knows no architecture of images that were registered.
    newest: { image: { id: made.newer, name: 'newer' } },
  });
  expect(before?.hosts.map(({ image, isServing }) => [image, isServing])).toEqual([
    [made.old, true],
    [made.old, true],
  ]);
  expect(before?.current).toBeUndefined();
  const version = { kind: 'make-version', template: made.template, source: 1, token: 'run-1' } as const;
  const done = await groups.carryOut(FLEET, { ...version, image: made.newer }, ALWAYS);
  expect(done).toEqual({ version: 2 });
  const { LaunchTemplateVersions: versions } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: made.template, Versions: ['2'] }),
  );
  // moto takes nothing over from the source.
  expect(versions?.[0]?.LaunchTemplateData?.ImageId).toBe(made.newer);
  await groups.carryOut(FLEET, { kind: 'keep-image', image: made.newer }, ALWAYS);
  expect((await groups.look(FLEET, undefined, ALWAYS))?.current).toBe(made.newer);
});
