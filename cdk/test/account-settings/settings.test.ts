import { expect, test } from 'vitest';
import { settingOf } from '../../account-settings/src/settings.ts';
import { at, noPause } from './at.ts';

const ROWS: readonly (readonly [kind: string, bad: Readonly<Record<string, unknown>>])[] = [
  ['PasswordPolicy', { Length: '5', Reuse: '5' }],
  ['EbsEncryption', { Key: 'alias/aws/ebs' }],
  ['S3AccountBlock', { AccountId: '1' }],
  ['ConfigRecorder', { Name: 'acme', BucketName: 'acme-archive' }],
  ['Detector', { Enable: 'false' }],
  ['Analyzer', { Name: '' }],
  ['ClosedDefaultSecurityGroup', { VpcId: 'sg-1' }],
  ['ZoneAuthorization', { HostedZoneId: '/hostedzone/Z1', VpcId: 'vpc-1', VpcRegion: 'eu-central-1' }],
  ['ZoneAssociation', { HostedZoneId: 'Z1', VpcId: 'vpc-1', VpcRegion: 'Frankfurt' }],
];

// Nothing listens there: whatever is sent fails otherwise.
const nowhere = at('http://127.0.0.1:9');

test.each(ROWS)(
  '%s refuses properties that it cannot do with before it asks or changes anything',
  async (kind, bad) => {
    const setting = await settingOf(kind, nowhere, noPause());
    const held = { origin: 'made', id: 'x' } as const;
    await expect(setting?.create(bad)).rejects.toMatchObject({ name: 'PropertyError' });
    await expect(setting?.update(bad, held)).rejects.toMatchObject({ name: 'PropertyError' });
  },
);

test.each(['Nothing', 'constructor', '__proto__', ''])('there is no kind %j', async (kind) => {
  expect(await settingOf(kind, nowhere, noPause())).toBeUndefined();
});
