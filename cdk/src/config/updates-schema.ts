import { z } from 'zod';
import { arn } from './fields.ts';

const text = z
  .string()
  .min(1)
  .meta({ examples: ['web'] });
const tags = z.record(z.string(), z.union([text, z.array(text).min(1)]));
const hosts = z.union([z.int(), text]);

const window = z.strictObject({
  days: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .optional()
    .describe('Default all.'),
  hours: z
    .string()
    .meta({ examples: ['02:00-05:00'] })
    .describe('As clocks show it in the time zone.'),
  timezone: z.string().optional().describe('Such as Europe/Berlin. Default UTC.'),
});

const canary = z.strictObject({
  hosts: hosts.optional().describe('A number of hosts, or a share such as 10%; 0: none. Default 1.'),
  soakMinutes: z.int().optional().describe('Minutes that they have to be well. Default 30.'),
});

const alarms = z.strictObject({
  names: z.array(text).optional().describe('Names, * for any characters.'),
  tags: z.record(z.string(), text).optional().describe('Or tags of alarms.'),
});

const policy = z.strictObject({
  windows: z
    .array(window)
    .optional()
    .describe('When hosts may be begun with. Default 02:00-05:00 UTC, every day.'),
  maxUnavailable: hosts
    .optional()
    .describe('Hosts that may be out at once, a number or a share. Default 10%.'),
  minHealthy: hosts
    .optional()
    .describe('Hosts that have to serve at any time, a number or a share. Default 50%.'),
  canary: canary.optional().describe('Hosts that go first. Default 1 for 30 minutes.'),
  soakMinutes: z.int().optional().describe('Minutes that a host has to be well afterwards. Default 5.'),
  spacingMinutes: z.int().optional().describe('Minutes between the beginnings of hosts. Default 0.'),
  drainMinutes: z.int().optional().describe('Minutes that a host may take to be empty. Default 30.'),
  patchMinutes: z.int().optional().describe('Minutes that its packages may take. Default 60.'),
  rebootMinutes: z.int().optional().describe('Minutes that a reboot may take. Default 15.'),
  graceMinutes: z
    .int()
    .optional()
    .describe('Minutes after its launch that a host is left alone. Default 15.'),
  stopAfter: z.int().optional().describe('Failed hosts after which no further one is begun with. Default 2.'),
  alarms: alarms
    .optional()
    .describe('Alarms of CloudWatch that hold everything back while they fire. Default none.'),
  exclude: tags
    .optional()
    .describe('Hosts with one of these tags are left alone. Default auto-update-hold: on.'),
  everyHours: z.int().optional().describe('Hours between the beginnings of two runs. Default 24.'),
  giveUpDays: z
    .int()
    .optional()
    .describe('Days after which a run ends with what it has, and a refresh is rolled back. Default 7.'),
  outage: z
    .enum(['never', 'window'])
    .optional()
    .describe('Whether a fleet of one may be out in a window. Default never.'),
  packages: z.enum(['security', 'all']).optional().describe('What is updated. Default security.'),
  reboot: z.enum(['when-needed', 'always', 'never']).optional().describe('Default when-needed.'),
});

const ofHosts = {
  policy: policy.optional().describe('What differs from the policy of the environment.'),
  services: z
    .array(text)
    .optional()
    .describe('Units of systemd that have to be active for a host to be well. Default none.'),
};

const fleet = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('in-place'),
    tags: tags.describe('Tags that a host of this fleet has: all of them, each with one of its values.'),
    targetGroups: z
      .array(arn)
      .optional()
      .describe('Target groups that a host is taken out of while it is patched: ARNs. Default none.'),
    ...ofHosts,
  }),
  z.strictObject({
    mode: z.literal('ecs'),
    cluster: text.describe('Its name. Its hosts have the tag auto-update: ENVIRONMENT.'),
    nonServiceTasks: z
      .enum(['wait', 'skip'])
      .optional()
      .describe('What is done with hosts that have tasks of no service. Default wait.'),
    ...ofHosts,
  }),
  z.strictObject({
    mode: z.literal('refresh'),
    group: text.describe(
      'Name of the Auto Scaling group. Its launch template has the tag auto-update: ENVIRONMENT.',
    ),
    image: text
      .meta({ examples: ['/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64'] })
      .describe('SSM parameter with the id of the newest image.'),
    warmupSeconds: z.int().optional().describe('Seconds before a new host counts. Default 300.'),
    policy: ofHosts.policy,
  }),
]);

/**
 * Updates of the hosts of an environment, by the Lambda auto-update. Shapes only: what the values may be is said by the Lambda's own
 * schema, which checks them.
 */
export const updates = z.strictObject({
  fleets: z.record(z.string(), fleet).describe('Hosts that are updated together, by name.'),
  policy: policy.optional().describe('For all fleets.'),
  freeze: z
    .string()
    .meta({ examples: ['/acme/freeze'] })
    .optional()
    .describe('SSM parameter that holds everything back unless it says off or is not there. Default none.'),
  after: z
    .string()
    .meta({ examples: ['stage'] })
    .optional()
    .describe(
      'The environment that has to have run well with what is brought. Default the one before in the list that has updates.',
    ),
  quietDays: z.int().optional().describe('Days that it has to have been quiet with it. Default 3.'),
  hostRoles: z
    .array(arn)
    .optional()
    .describe('Roles of the hosts of fleets of mode refresh, which Auto Scaling asks about. Default none.'),
});

/** As a config has it. */
export type Updates = z.output<typeof updates>;
