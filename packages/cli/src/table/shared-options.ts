import { DOCUMENT_FORMATS } from '@kmscrypt/core/documents';
import type { Positional } from './command.ts';
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

export const keyId = {
  type: 'values',
  describe:
    'KMS key: id, ARN, alias/NAME or alias ARN; or local. Given again, any one of the keys opens the token',
} as const satisfies Option;

export const envelope = {
  type: 'flag',
  describe: 'write messages that share one data key, so that one KMS call opens them all',
} as const satisfies Option;

/** How a command reads a file by paths. */
export const format = {
  type: 'value',
  choices: DOCUMENT_FORMATS,
  describe: "the file's format; else its rule or its name tells it",
} as const satisfies Option;

/** The arguments of a command for one value of a file. */
export const FILE_PATH: readonly Positional[] = [
  { name: 'FILE', describe: 'file with the value', required: true },
  { name: 'PATH', describe: 'where the value is in it', required: true },
];
