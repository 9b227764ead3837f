import { describe, expect, test } from 'vitest';
import { hostStatements } from '../../src/ssh-keys/host-statements.ts';
import { SshKeyBucket } from '../../src/ssh-keys/ssh-key-bucket.ts';
import { decide, type PlainStatement, type PolicyRequest } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';

const OWN = '111111111111';
const OTHER = '555555555555';
const NAME = `acme-ssh-keys-${OWN}-eu-central-1`;
const WRITER = `arn:aws:iam::${OWN}:role/acme-ssh-keys`;
const ADMINISTRATOR = `arn:aws:iam::${OWN}:role/allow-full-access-from-other-accounts`;
const instance = (account: string, id: string): string =>
  `arn:aws:ec2:eu-central-1:${account}:instance/${id}`;

const template = inStack((stack) => {
  new SshKeyBucket(stack, 'Keys', {
    bucketName: NAME,
    writerArn: WRITER,
    administratorArns: [ADMINISTRATOR],
    readers: [
      { account: OWN, hostGroups: ['mgmt'] },
      { account: OTHER, hostGroups: ['stage', 'jobs'] },
    ],
  });
}, OWN);

describe('the bucket', () => {
  test('keeps versions, is closed, and outlives its stack, but for one that came to nothing', () => {
    const bucket = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::S3::Bucket');
    expect(bucket).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BucketName: NAME,
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
  });

  test('reports of hosts that are gone go, too', () => {
    expect(propertiesOf(template, 'AWS::S3::Bucket')[0]?.['LifecycleConfiguration']).toMatchObject({
      Rules: [
        { Id: 'former-versions', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
        { Prefix: 'status/', ExpirationInDays: 30 },
      ],
    });
  });
});

const BUCKET = `arn:aws:s3:::${NAME}`;

/** The bucket's policy with its name in the place of references to it. */
const POLICY: readonly PlainStatement[] = statementsIn(
  JSON.parse(
    JSON.stringify(propertiesOf(template, 'AWS::S3::BucketPolicy')[0]?.['PolicyDocument'])
      .replaceAll(/\{"Fn::GetAtt":\[[^\]]*\]\}/g, `"${BUCKET}"`)
      .replaceAll('[object Object]', BUCKET),
  ),
)
  // The evaluator knows no numbers.
  .filter(({ Condition: condition = {} }) => !('NumericLessThan' in condition));

/** What the policy says where a role of an account asks: statements for other accounts are not about it. */
function decided({ path, account = OTHER, context, ...request }: Row): ReturnType<typeof decide> {
  const mine = POLICY.filter(({ Principal: principal }) => {
    const { AWS: aws = [] } = principal as { readonly AWS?: string | readonly string[] };
    return [aws].flat().some((each) => each === '*' || each === `arn:aws:iam::${account}:root`);
  });
  return decide(mine, {
    principal: `arn:aws:iam::${account}:role/host`,
    ...request,
    resource: `arn:aws:s3:::${NAME}/${path}`,
    context: {
      'aws:SecureTransport': 'true',
      'ec2:SourceInstanceARN': instance(account, 'i-0a'),
      ...context,
    },
  });
}

interface Row extends Partial<Omit<PolicyRequest, 'resource'>> {
  readonly action: string;
  readonly path: string;
  /** Default another one than the bucket's. */
  readonly account?: string;
}

describe('who may do what', () => {
  test.each<[string, Row, string]>([
    ['the manifest of its group', { action: 's3:GetObject', path: 'manifests/stage/current' }, 'allow'],
    ['of another group there', { action: 's3:GetObject', path: 'manifests/jobs/current' }, 'allow'],
    ['of a group of another account', { action: 's3:GetObject', path: 'manifests/mgmt/current' }, 'none'],
    ['the state', { action: 's3:GetObject', path: 'state.json' }, 'none'],
    ['its own report', { action: 's3:PutObject', path: `status/${instance(OTHER, 'i-0a')}` }, 'allow'],
    ['of another host', { action: 's3:PutObject', path: `status/${instance(OTHER, 'i-0b')}` }, 'none'],
    ['of a host elsewhere', { action: 's3:PutObject', path: `status/${instance(OWN, 'i-0a')}` }, 'none'],
    ['a report, to read it', { action: 's3:GetObject', path: `status/${instance(OTHER, 'i-0a')}` }, 'none'],
    ['a manifest, to write it', { action: 's3:PutObject', path: 'manifests/stage/current' }, 'deny'],
    ['a manifest, to delete it', { action: 's3:DeleteObject', path: 'manifests/stage/current' }, 'deny'],
    [
      'without TLS',
      {
        action: 's3:GetObject',
        path: 'manifests/stage/current',
        context: { 'aws:SecureTransport': 'false' },
      },
      'deny',
    ],
  ])('a host: %s', (_name, row, expected) => {
    expect(decided(row)).toBe(expected);
  });

  test('a report by what is no instance', () => {
    const path = `status/${instance(OTHER, 'i-0a')}`;
    const row = { action: 's3:PutObject', path, context: { 'ec2:SourceInstanceARN': [] } };
    expect(decided(row)).toBe('deny');
    // Whose own policies would do without this one's leave.
    expect(decided({ ...row, account: OWN, principal: ADMINISTRATOR })).toBe('deny');
    expect(decided({ ...row, account: OWN, principal: WRITER })).toBe('deny');
  });

  test.each([
    ['the function', WRITER, 's3:PutObject', 'none'],
    ['the function', WRITER, 's3:DeleteObjectVersion', 'deny'],
    ['an administrator', ADMINISTRATOR, 's3:PutObject', 'deny'],
    ['an administrator', ADMINISTRATOR, 's3:DeleteObjectVersion', 'none'],
    ['a developer', `arn:aws:iam::${OWN}:role/dev`, 's3:PutObject', 'deny'],
    ['a developer', `arn:aws:iam::${OWN}:role/dev`, 's3:DeleteObjectVersion', 'deny'],
  ])('%s (%s): %s of the state', (_name, principal, action, expected) => {
    expect(decided({ principal, account: OWN, action, path: 'state.json' })).toBe(expected);
  });

  test("a host's own policy lets it do what the bucket's does, and no more", () => {
    const statements = hostStatements({ partition: 'aws', bucketName: NAME, hostGroup: 'stage' }).map(
      (each) => each.toStatementJson() as unknown as PlainStatement,
    );
    const may = (action: string, path: string): string =>
      decide(statements, {
        principal: `arn:aws:iam::${OTHER}:role/host`,
        action,
        resource: `arn:aws:s3:::${NAME}/${path}`,
        context: { 'ec2:SourceInstanceARN': instance(OTHER, 'i-0a') },
      });
    expect(may('s3:GetObject', 'manifests/stage/current')).toBe('allow');
    expect(may('s3:PutObject', `status/${instance(OTHER, 'i-0a')}`)).toBe('allow');
    expect(may('s3:GetObject', 'manifests/jobs/current')).toBe('none');
    expect(may('s3:PutObject', `status/${instance(OTHER, 'i-0b')}`)).toBe('none');
    expect(may('s3:PutObject', 'manifests/stage/current')).toBe('none');
  });
});
