import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, filename, keyId } from './shared-options.ts';

const { 'aws-region': region, profile, 'role-arn': role } = awsOptions;
const options = {
  'key-id': { ...keyId, describe: 'key to try, as encrypt takes it; local needs no AWS' },
  'aws-region': region,
  profile,
  'role-arn': role,
  filename: { ...filename, describe: 'use the rule that .kmscrypt.yaml has for this file' },
  json: { type: 'flag', describe: 'print JSON: an array, one object a check' },
} as const satisfies Readonly<Record<string, Option>>;

export const doctor: Command<typeof options> = {
  summary: 'Check what encrypting and decrypting need, and tell the cure of what is wrong',
  details: [
    'Prints a line a check (ok, warn, fail, skip), with its cures below. Encrypts a random value with each key and decrypts it again; prints no secret.',
    'The status is 0 if nothing failed, else that of the first failure.',
  ],
  options,
  examples: [
    ['doctor', 'the key and region of this folder'],
    ['doctor --filename config/app-prod.json', 'those of a file'],
    ['doctor --key-id local', 'without AWS'],
  ],
  load: () => import('../commands/doctor.ts'),
};
export type DoctorOptions = typeof options;
