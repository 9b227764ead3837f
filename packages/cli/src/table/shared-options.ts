import type { Option } from './option.ts';

const awsRegion = {
  type: 'value',
  describe: "region of the key; the region in a key's ARN wins over it",
} as const satisfies Option;

const profile = {
  type: 'value',
  describe: 'profile of ~/.aws/config and ~/.aws/credentials',
} as const satisfies Option;

const roleArn = {
  type: 'value',
  describe: 'IAM role to assume first',
} as const satisfies Option;

const context = {
  type: 'values',
  describe: 'NAME=VALUE, a pair of the encryption context; may be given again',
} as const satisfies Option;

/** How a command reaches AWS. */
export const awsOptions = { 'aws-region': awsRegion, profile, 'role-arn': roleArn, context } as const;

export const filename = {
  type: 'value',
  describe: 'use the rule that .kmscrypt.yaml has for this file; for stdin',
} as const satisfies Option;
