import { z } from 'zod';
import { alarms } from './alarms-schema.ts';
import { environment } from './environment-schema.ts';
import { accountId, name, regionName, zoneName } from './fields.ts';
import { management } from './management-schema.ts';
import { security } from './security-schema.ts';
import { sshKeys } from './ssh-keys-schema.ts';

const accounts = z.strictObject({
  security: accountId.describe('All IAM users and groups.'),
  logs: accountId.optional().describe("The archive of all accounts' logs. Default: in shared-services."),
  'shared-services': accountId.describe('Management VPC, access, CI, images, alarm fan-out.'),
});

/** The whole config, as it is written. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  name: name
    .meta({ examples: ['acme'] })
    .describe("Stands in the names of stacks, roles, buckets; unique on earth for the buckets' sake."),
  region: regionName.describe('Such as eu-central-1.'),
  zones: z
    .array(zoneName)
    .min(1)
    .max(3)
    .optional()
    .describe("The region's zones that are used, in order. Default: the first that it has."),
  accounts: accounts.describe(
    'Where the users live, where the logs end, and where everything is that environments share. One number may stand more than once.',
  ),
  management,
  environments: z.array(environment).min(1).describe('In the order in which versions are promoted.'),
  security: security.prefault({}).describe('What every account has.'),
  alarms: alarms
    .optional()
    .describe('Where alarms of all accounts go. Default: to topics that nobody reads.'),
  sshKeys: sshKeys
    .optional()
    .describe('Users of IAM on hosts, with the keys that they upload. Default: nothing of it is deployed.'),
  tags: z
    .record(z.string(), z.string().meta({ examples: ['platform'] }))
    .meta({ examples: [{ team: 'platform' }] })
    .default({})
    .describe('Tags of everything. Default none.'),
});

/** A config as it is written: defaults may be left out. */
export type ConfigInput = z.input<typeof configSchema>;

/** A config that has been checked, with all defaults. */
export type Config = z.output<typeof configSchema>;
export type Environment = Config['environments'][number];
export type Management = Config['management'];
