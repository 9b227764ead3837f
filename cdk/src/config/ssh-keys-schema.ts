import { z } from 'zod';
import { arn } from './fields.ts';

const text = z
  .string()
  .min(1)
  .meta({ examples: ['acme-ssh-keys'] });

const groups = z.array(z.string().meta({ examples: ['ssh-users'] }));

const hostGroup = z.strictObject({
  environment: z
    .string()
    .optional()
    .describe('The environment in whose account the hosts are. Default: they are in shared-services.'),
  tags: z
    .record(z.string(), z.union([text, z.array(text).min(1)]))
    .optional()
    .describe(
      'Tags that a host of this group has: all of them, each with one of its values. Default ssh-hosts: NAME.',
    ),
  login: groups.optional().describe('Groups of IAM whose members may log in. Default ssh-users.'),
  sudo: groups.optional().describe('Groups of IAM whose members may become root. Default ssh-sudo-users.'),
});

const source = z.strictObject({
  role: arn.describe('A role in that account that may read its IAM.'),
  externalId: text.describe("What the role's trust asks for."),
});

const breakGlass = z.strictObject({
  login: z.string().optional().describe('Default break-glass.'),
  uid: z.int().optional().describe('Default 19999.'),
  keys: z.array(text).min(1).describe('Public keys, one to ten.'),
});

/**
 * Users of IAM on hosts, by the Lambda ssh-key-sync. Shapes only: what the values may be is said by the Lambda's own schema, which
 * checks them.
 */
export const sshKeys = z.strictObject({
  hosts: z
    .record(z.string(), hostGroup)
    .optional()
    .describe(
      'Groups of hosts that have the same users, by name. Default: one for each environment, and mgmt in shared-services.',
    ),
  sources: z
    .record(z.string(), source)
    .optional()
    .describe('Other accounts with users, by a name for them. Default none.'),
  parameters: z
    .string()
    .meta({ examples: ['/ssh-keys'] })
    .optional()
    .describe('Tree of SSM parameters with further keys, PATH/USERID/NAME, in security. Default none.'),
  names: z
    .record(z.string(), z.string())
    .optional()
    .describe('Login names of users whose own cannot be mapped, by their names in IAM. Default none.'),
  uids: z
    .strictObject({ from: z.int().optional(), to: z.int().optional() })
    .optional()
    .describe('UIDs that users get, each once and never again. Default 20000 to 59999.'),
  breakGlass: breakGlass
    .optional()
    .describe('A user of no IAM on every host that nothing but this config removes. Default none.'),
  removals: z
    .strictObject({ most: z.int().optional(), percent: z.int().optional() })
    .optional()
    .describe(
      'How many users may lose something at once: most, or percent of all, whichever is more; an operator lets more go. Default 2, 20.',
    ),
  confirmAfter: z
    .int()
    .optional()
    .describe('Seconds between the two reads that have to miss something before it is taken. Default 60.'),
  readEvery: z.int().optional().describe('Minutes between whole reads of IAM. Default 30.'),
  callsPerSecond: z.int().optional().describe('Calls of IAM a second, at most. Default 10.'),
  expiresAfter: z
    .int()
    .optional()
    .describe('Hours after the last whole read that hosts take a manifest for good. Default 72.'),
  onExpiry: z
    .enum(['keep', 'lock'])
    .optional()
    .describe('What hosts do then: keep all users, or lock all but the break-glass user. Default keep.'),
  endSessions: z
    .boolean()
    .optional()
    .describe('Whether the sessions of who loses access are ended. Default false.'),
  behindAfter: z.int().optional().describe('Minutes after which a host counts as behind. Default 15.'),
});

/** As a config has it. */
export type SshKeys = z.output<typeof sshKeys>;
