import { describe, expect, test } from 'vitest';
import { decide, isAllowedByKey, type PolicyRequest } from '../support/evaluate-policy.ts';
import { propertiesOf } from '../support/in-stack.ts';
import {
  archive,
  bucketPolicy,
  KEY_POLICY,
  LOGS,
  ofAll,
  ofService,
  READER,
  STAGE,
  STRANGER,
} from './archive-statements.ts';

const TEMPLATE = archive();
const ADMIN = `arn:aws:iam::${LOGS}:role/allow-full-access-from-other-accounts`;
const BUCKET = 'arn:aws:s3:::bucket';

/** What a service tells when it acts for an account. */
function contextOf(service: string, account: string): Readonly<Record<string, string>> {
  const sources: Readonly<Record<string, string>> = {
    cloudtrail: `arn:aws:cloudtrail:eu-central-1:${account}:trail/acme-trail`,
    config: `arn:aws:config:eu-central-1:${account}:*`,
    'delivery.logs': `arn:aws:logs:eu-central-1:${account}:delivery`,
    'logdelivery.elasticloadbalancing': `arn:aws:elasticloadbalancing:eu-central-1:${account}:loadbalancer/app/web/1`,
  };
  return {
    'aws:SourceAccount': account,
    'aws:SourceArn': sources[service] ?? '',
    's3:x-amz-acl': 'bucket-owner-full-control',
  };
}

const WRITERS = [
  ['cloudtrail', 'ArchiveBucket', 'CloudTrail'],
  ['config', 'ArchiveBucket', 'Config'],
  ['delivery.logs', 'ArchiveBucket', 'vpcflowlogs'],
  ['logdelivery.elasticloadbalancing', 'ArchiveBalancerLogs', 'elasticloadbalancing'],
] as const;

describe.each(WRITERS)('%s', (service, bucket, folder) => {
  const own = ofService(bucketPolicy(bucket), service);
  const put = (account: string, context = contextOf(service, account), root = 'AWSLogs'): string =>
    decide(own, {
      principal: `${service}.amazonaws.com`,
      action: 's3:PutObject',
      resource: `${BUCKET}/${root}/${account}/${folder}/x`,
      context,
    });

  test.each([LOGS, STAGE])('writes for %s', (account) => expect(put(account)).toBe('allow'));

  test.each([
    ['for an account that is not of the plan', STRANGER, contextOf(service, STRANGER), 'AWSLogs'],
    ["where a stranger's logs would be an account's", LOGS, contextOf(service, STRANGER), 'AWSLogs'],
    ['without saying for whom', LOGS, {}, 'AWSLogs'],
    ['elsewhere', LOGS, contextOf(service, LOGS), 'access-to-archive'],
  ])('does not write %s', (_, account, context, root) => expect(put(account, context, root)).toBe('none'));

  test.each(['s3:GetObject', 's3:DeleteObject', 's3:PutBucketPolicy'])('may not %s', (action) => {
    const resource = `${BUCKET}/AWSLogs/${STAGE}/${folder}/x`;
    const request = { principal: 'service', action, resource, context: contextOf(service, STAGE) };
    expect(decide(own, request)).toBe('none');
  });
});

test('a trail by another name writes nothing', () => {
  const context = {
    ...contextOf('cloudtrail', STAGE),
    'aws:SourceArn': `arn:aws:cloudtrail:eu-central-1:${STAGE}:trail/mine`,
  };
  const request = {
    principal: 'cloudtrail',
    action: 's3:PutObject',
    resource: `${BUCKET}/AWSLogs/${STAGE}/x`,
    context,
  };
  expect(decide(ofService(bucketPolicy('ArchiveBucket'), 'cloudtrail'), request)).toBe('none');
});

describe.each(['ArchiveBucket', 'ArchiveBalancerLogs'] as const)('%s', (bucket) => {
  const statements = ofAll(bucketPolicy(bucket));
  const over = {
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
    'aws:PrincipalIsAWSService': 'false',
  };
  const asked = (principal: string, action: string, context = {}): string => {
    const request = { principal, action, resource: `${BUCKET}/AWSLogs/x`, context: { ...over, ...context } };
    const known = statements.filter(({ Condition = {} }) => !('NumericLessThan' in Condition));
    return decide(known, request);
  };

  test.each([
    ['the reader reads', READER, 's3:GetObject', {}, 'none'],
    ['nobody else reads', ADMIN, 's3:GetObject', {}, 'deny'],
    ['nobody else reads old versions', ADMIN, 's3:GetObjectVersion', {}, 'deny'],
    ['the reader does not delete', READER, 's3:DeleteObject', {}, 'deny'],
    ['nobody deletes', ADMIN, 's3:DeleteObject', {}, 'deny'],
    ['nobody deletes versions', ADMIN, 's3:DeleteObjectVersion', {}, 'deny'],
    ['nobody comes without TLS', READER, 's3:GetObject', { 'aws:SecureTransport': 'false' }, 'deny'],
  ])('%s', (_, principal, action, context, expected) =>
    expect(asked(principal, action, context)).toBe(expected),
  );

  test('TLS is 1.2 at least', () => {
    const old = statements.filter(({ Condition = {} }) => 'NumericLessThan' in Condition);
    expect(old).toMatchObject([{ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }]);
  });
});

describe('the key', () => {
  const use = (service: string, action: string, account: string): string =>
    decide(ofService(KEY_POLICY, service), {
      principal: service,
      action,
      context: contextOf(service, account),
    });

  test.each(['cloudtrail', 'config', 'delivery.logs'])(
    'encrypts for %s in accounts of the plan alone',
    (service) => {
      const verdicts = [LOGS, STAGE, STRANGER].map((account) => use(service, 'kms:GenerateDataKey', account));
      expect(verdicts).toEqual(['allow', 'allow', 'none']);
    },
  );

  const everything = [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }];
  const may = (request: PolicyRequest): boolean =>
    isAllowedByKey(request, { keyPolicy: KEY_POLICY, keyAccount: LOGS, identity: everything });

  test.each([
    ['the reader decrypts', READER, 'kms:Decrypt', true],
    ['the reader does not administer', READER, 'kms:Encrypt', false],
    ['an administrator does not decrypt', ADMIN, 'kms:Decrypt', false],
    ['an administrator does not grant', ADMIN, 'kms:CreateGrant', false],
    ['an administrator sees to it', ADMIN, 'kms:PutKeyPolicy', true],
    ['the reader of another account does not decrypt', READER.replace(LOGS, STAGE), 'kms:Decrypt', false],
  ])('%s', (_, principal, action, expected) => expect(may({ principal, action })).toBe(expected));
});

test('buckets are versioned, closed, and age', () => {
  const common = {
    VersioningConfiguration: { Status: 'Enabled' },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    LifecycleConfiguration: {
      Rules: [expect.objectContaining({ ExpirationInDays: 365, Status: 'Enabled' })],
    },
  };
  const [balancers, logs] = propertiesOf(TEMPLATE, 'AWS::S3::Bucket');
  expect([balancers, logs]).toMatchObject([common, common]);
  const encryptionOf = (bucket: unknown): unknown => (bucket as Record<string, unknown>)['BucketEncryption'];
  expect(JSON.stringify(encryptionOf(balancers))).toContain('"SSEAlgorithm":"AES256"');
  expect(encryptionOf(logs)).toMatchObject({
    ServerSideEncryptionConfiguration: [
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
    ],
  });
  expect(logs).toMatchObject({ LoggingConfiguration: { LogFilePrefix: 'access-to-archive/' } });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
test.each(['ArchiveBucket', 'ArchiveBalancerLogs'] as const)(
  '50 accounts fit into the policy of %s',
  (name) => {
    const accounts = Array.from({ length: 50 }, (_, index) => String(index).padStart(12, '1'));
    const text = JSON.stringify(bucketPolicy(name, archive(accounts)));
    const inFull = text.replaceAll(BUCKET, `arn:aws:s3:::${'b'.repeat(63)}`);
    expect(text).toContain(accounts.at(-1));
    expect(Buffer.byteLength(inFull)).toBeLessThan(0.75 * 20_480);
  },
);

test('nothing of it goes with the stack, unless it has just been made', () => {
  const gone = Object.entries(TEMPLATE.Resources).filter(
    ([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
      Type !== 'AWS::KMS::Alias' &&
      !(DeletionPolicy === 'RetainExceptOnCreate' && UpdateReplacePolicy === 'Retain'),
  );
  expect(gone).toEqual([]);
});
