import { expect, test } from 'vitest';
import { SshKeyBucket } from '../../src/ssh-keys/ssh-key-bucket.ts';
import { SshKeySendRole } from '../../src/ssh-keys/ssh-key-send-role.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';

const SECURITY = '111111111111';
const HOSTS = '555555555555';
const FUNCTION_ROLE = `arn:aws:iam::${SECURITY}:role/acme-ssh-keys`;

const namesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `service-${index}`);

/** The policy of the role, in characters, for so many host groups, each of two tags. */
function roleFor(count: number): number {
  const template = inStack((stack) => {
    new SshKeySendRole(stack, 'Sender', {
      roleName: 'acme-ssh-keys-send',
      sentBy: { account: SECURITY, roleArn: FUNCTION_ROLE, externalId: 'acme-ssh-keys' },
      documentName: 'acme-ssh-keys',
      groups: namesOf(count).map((role) => ({ tags: { environment: 'stage', role } })),
    });
  }, HOSTS);
  const [role = {}] = propertiesOf(template, 'AWS::IAM::Role');
  const [inline] = role['Policies'] as readonly { readonly PolicyDocument: object }[];
  return JSON.stringify(inline?.PolicyDocument).length;
}

/** The policy of the bucket, in characters, for so many host groups of an account. */
function bucketFor(count: number): number {
  const template = inStack((stack) => {
    new SshKeyBucket(stack, 'Keys', {
      bucketName: `acme-ssh-keys-${SECURITY}-eu-central-1`,
      writerArn: FUNCTION_ROLE,
      readers: [{ account: HOSTS, hostGroups: namesOf(count) }],
    });
  }, SECURITY);
  return JSON.stringify(propertiesOf(template, 'AWS::S3::BucketPolicy')[0]?.['PolicyDocument']).length;
}

test.each([
  { what: 'the role by which hosts are told', sizeFor: roleFor, most: 43, limit: 10_240 },
  { what: 'the bucket', sizeFor: bucketFor, most: 218, limit: 20_480 },
])('$what: as many host groups as there is room for', ({ sizeFor, most, limit }) => {
  expect(sizeFor(most)).toBeLessThan(limit);
});

test.each([
  {
    what: 'the role by which hosts are told',
    sizeFor: roleFor,
    many: 44,
    problem:
      /^the policy of acme-ssh-keys-send has up to 10\d{3} characters, and IAM takes no more than 10240/,
  },
  {
    what: 'the bucket',
    sizeFor: bucketFor,
    many: 219,
    problem:
      /^the policy of acme-ssh-keys-1{12}-eu-central-1 has up to 20\d{3} characters, and S3 takes no more than 20480/,
  },
])('$what: one more is refused before anything is deployed', ({ sizeFor, many, problem }) => {
  expect(() => sizeFor(many)).toThrow(problem);
});
