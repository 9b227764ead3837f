import { z } from 'zod';
import { alarms } from './alarms-schema.ts';
import { environment } from './environment-schema.ts';
import { accountId, arn, cidr, domain, name, regionName, zoneName } from './fields.ts';
import { security } from './security-schema.ts';

/** Where the users live, where the logs end, and where everything is that environments share. One number may stand more than once. */
const accounts = z.strictObject({
  /** All IAM users and groups. */
  security: accountId,
  /** The archive of all accounts' logs; default: in `shared-services`. */
  logs: accountId.optional(),
  /** Management VPC, access, CI, images, alarm fan-out. */
  'shared-services': accountId,
});

const management = z.strictObject({
  vpc: z.strictObject({
    cidr,
    /** Availability zones; default 2. */
    zones: z.int().min(1).max(3).default(2),
    /** NAT gateways: `none`, `one`, or one `each-zone`; default `one`. */
    nat: z.enum(['none', 'one', 'each-zone']).default('one'),
  }),
  /** How people reach what is private. `session-manager` opens nothing; `bastion` and `openvpn` are not built yet. */
  access: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('session-manager') }),
      z.strictObject({ type: z.literal('bastion'), from: z.array(cidr).min(1) }),
      z.strictObject({ type: z.literal('openvpn'), domain, clients: cidr }),
    ])
    .default({ type: 'none' }),
  /** What builds and deploys; none of them is built yet. */
  ci: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('github'), repositories: z.array(z.string()).min(1) }),
      z.strictObject({ type: z.literal('circleci'), organization: z.string(), projects: z.array(z.string()).min(1) }),
      z.strictObject({ type: z.literal('jenkins'), domain }),
    ])
    .default({ type: 'none' }),
  /** ARNs of further principals that administer or use `alias/cmk-mgmt`. */
  key: z
    .strictObject({ administrators: z.array(arn).default([]), users: z.array(arn).default([]) })
    .prefault({}),
});

/** The whole config, as it is written. */
export const configSchema = z.strictObject({
  /** For editors. */
  $schema: z.string().optional(),
  /** Stands in the names of stacks, roles, buckets; unique on earth for the buckets' sake. */
  name,
  region: regionName,
  /** The region's zones that are used, in order; default: the first that it has. */
  zones: z.array(zoneName).min(1).max(3).optional(),
  accounts,
  management,
  /** In the order in which versions are promoted. */
  environments: z.array(environment).min(1),
  security: security.prefault({}),
  alarms: alarms.optional(),
  /** Tags of everything. */
  tags: z.record(z.string(), z.string()).default({}),
});

/** A config as it is written: defaults may be left out. */
export type ConfigInput = z.input<typeof configSchema>;

/** A config that has been checked, with all defaults. */
export type Config = z.output<typeof configSchema>;
export type Environment = Config['environments'][number];
export type Management = Config['management'];
