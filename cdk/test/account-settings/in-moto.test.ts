import { CreateVpcCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateHostedZoneCommand,
  ListHostedZonesByVPCCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMoto } from '../../../test/support/moto/start.ts';
import { settle, type Outcome } from '../../account-settings/src/settle.ts';
import type { SettingRequest } from '../../account-settings/src/request.ts';
import type { Setting } from '../../account-settings/src/setting.ts';
import { settingOf } from '../../account-settings/src/settings.ts';
import { ACCOUNT, at, noPause } from './at.ts';
import {
  otherDetector,
  otherEbsEncryption,
  otherPasswordPolicy,
  otherRecorder,
  otherS3Block,
  ROLE,
  type Other,
} from './others.ts';
import {
  takeDetector,
  takeEbsEncryption,
  takePasswordPolicy,
  takeRecorder,
  takeS3Block,
  type Take,
} from './taken.ts';
import { detectorAt, ebsEncryptionAt, passwordPolicyAt, recorderAt, s3BlockAt, type Look } from './there.ts';

const moto = await startMoto();
if ('reason' in moto) {
  const message = `no moto: tests of account settings are skipped: ${moto.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`*** ${message} ***\n`);
}
const endpoint = 'endpoint' in moto ? moto.endpoint : '';
afterAll(async () => ('stop' in moto ? moto.stop() : undefined));

const REGION = 'eu-west-3';
const options = at(endpoint, REGION);
const ALL_BLOCKED = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const PASSWORDS = { MinimumPasswordLength: 16, PasswordReusePrevention: 5, RequireSymbols: true };

interface Row {
  readonly kind: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly look: Look;
  readonly other: Other;
  /** What is there once it is made. */
  readonly made: unknown;
  /** What is there once somebody else's is kept. */
  readonly kept: unknown;
  /** What somebody else may do to it later. */
  readonly take: Take;
}

const ROWS: readonly Row[] = [
  {
    kind: 'PasswordPolicy',
    properties: { Length: '16', Reuse: '5' },
    look: passwordPolicyAt,
    take: takePasswordPolicy,
    other: otherPasswordPolicy,
    made: expect.objectContaining(PASSWORDS),
    kept: expect.objectContaining(PASSWORDS),
  },
  {
    kind: 'EbsEncryption',
    properties: {},
    look: ebsEncryptionAt,
    take: takeEbsEncryption,
    other: otherEbsEncryption,
    made: 'on',
    kept: 'on',
  },
  {
    kind: 'S3AccountBlock',
    properties: { AccountId: ACCOUNT },
    look: s3BlockAt,
    take: takeS3Block,
    other: otherS3Block,
    made: ALL_BLOCKED,
    kept: ALL_BLOCKED,
  },
  {
    kind: 'Detector',
    properties: {},
    look: detectorAt,
    take: takeDetector,
    other: otherDetector,
    made: 'ENABLED',
    kept: 'ENABLED',
  },
  {
    kind: 'ConfigRecorder',
    properties: { Name: 'ours', BucketName: 'our-bucket', RoleArn: ROLE },
    look: recorderAt,
    take: takeRecorder,
    other: otherRecorder,
    made: { recorder: 'ours', bucket: 'our-bucket', recording: true },
    kept: { recorder: 'theirs', bucket: 'their-bucket', recording: true },
  },
];

/** What CloudFormation would be answered. */
async function ask(
  type: SettingRequest['type'],
  { kind, properties }: Pick<Row, 'kind' | 'properties'>,
  physicalId?: string,
): Promise<Outcome> {
  const request: SettingRequest = {
    type,
    kind,
    properties: { ServiceToken: 'arn', ServiceTimeout: '600', ...properties },
    physicalId,
    requestId: 'request',
    stackId: 'stack',
    logicalId: 'Setting',
    responseUrl: 'https://example.com',
  };
  const known = (name: string): Promise<Setting | undefined> => settingOf(name, options, noPause());
  return settle(request, { settingOf: known, timeout: new Promise<never>(() => {}) });
}

describe.skipIf(endpoint === '')('in moto', () => {
  beforeAll(async () => {
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    for (const Bucket of ['our-bucket', 'their-bucket'])
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
      );
  });

  describe.each(ROWS)('$kind', (row) => {
    const { kind, look, other } = row;

    test('what is not there is made, kept by updates, and outlives the resource', async () => {
      expect(await look(options)).toBeUndefined();
      const created = await ask('Create', row);
      expect(created).toMatchObject({ status: 'SUCCESS' });
      expect(created.physicalId).toMatch(new RegExp(`^${kind}/kept/`));
      expect(await look(options)).toEqual(row.made);

      expect(await ask('Update', row, created.physicalId)).toEqual(created);
      // As under another logical id: the new resource comes first, then the old one goes.
      expect(await ask('Create', row)).toEqual(created);
      const deleted = { status: 'SUCCESS', physicalId: created.physicalId };
      expect(await ask('Delete', row, created.physicalId)).toEqual(deleted);
      expect(await look(options)).toEqual(row.made);
    });

    test('an update makes again what somebody has taken away', async () => {
      await row.take(options);
      expect(await look(options)).toBeUndefined();
      expect(await ask('Update', row, `${kind}/kept/x`)).toMatchObject({ status: 'SUCCESS' });
      expect(await look(options)).toEqual(row.made);
    });

    test('what is there is kept, and outlives the resource', async () => {
      await row.take(options);
      await other(options);
      const created = await ask('Create', row);
      expect(created).toMatchObject({ status: 'SUCCESS' });
      expect(await look(options)).toEqual(row.kept);
      expect(await ask('Update', row, created.physicalId)).toEqual(created);
      expect(await ask('Delete', row, created.physicalId)).toMatchObject({ status: 'SUCCESS' });
      expect(await look(options)).toEqual(row.kept);
    });
  });

  test('a default security group is closed, and stays so', async () => {
    const ec2 = new EC2Client(options);
    const { Vpc: { VpcId = '' } = {} } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'group-name', Values: ['default'] },
    ];
    const rules = async (): Promise<readonly unknown[]> => {
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      return SecurityGroups.flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [
        ...IpPermissions,
        ...IpPermissionsEgress,
      ]);
    };
    expect(await rules()).not.toEqual([]);
    const row = { kind: 'ClosedDefaultSecurityGroup', properties: { VpcId } };
    const created = await ask('Create', row);
    expect(created).toMatchObject({ status: 'SUCCESS', id: VpcId });
    expect(await rules()).toEqual([]);
    expect(await ask('Update', row, created.physicalId)).toEqual(created);
    expect(await ask('Delete', row, created.physicalId)).toMatchObject({ status: 'SUCCESS' });
    expect(await rules()).toEqual([]);
  });

  test('a VPC is associated with a zone, with another one in its place, and with none', async () => {
    const route53 = new Route53Client(options);
    const vpc = { VPCId: 'vpc-0b', VPCRegion: 'eu-west-3' } as const;
    const zone = async (Name: string): Promise<string> => {
      const VPC = { VPCId: 'vpc-0a', VPCRegion: 'eu-west-3' } as const;
      const command = new CreateHostedZoneCommand({
        Name,
        VPC,
        CallerReference: Name,
        HostedZoneConfig: { PrivateZone: true },
      });
      return (await route53.send(command)).HostedZone?.Id?.split('/').at(-1) ?? '';
    };
    const zones = [await zone('stage.internal'), await zone('prod.internal')];
    const seen = async (): Promise<readonly unknown[]> => {
      const { HostedZoneSummaries = [] } = await route53.send(new ListHostedZonesByVPCCommand(vpc));
      return HostedZoneSummaries.map(({ HostedZoneId }) => HostedZoneId);
    };
    const [first, second] = zones.map((HostedZoneId) => ({
      kind: 'ZoneAssociation',
      properties: { HostedZoneId, VpcId: vpc.VPCId, VpcRegion: vpc.VPCRegion },
    }));
    if (first === undefined || second === undefined) throw new Error('two zones');
    const created = await ask('Create', first);
    expect(await seen()).toEqual([zones[0]]);
    expect(await ask('Update', first, created.physicalId)).toEqual(created);

    const replaced = await ask('Update', second, created.physicalId);
    expect(replaced.physicalId).not.toBe(created.physicalId);
    // As CloudFormation does once an update has answered another id.
    await ask('Delete', first, created.physicalId);
    expect(await seen()).toEqual([zones[1]]);

    await ask('Delete', second, replaced.physicalId);
    expect(await seen()).toEqual([]);
  });
});
