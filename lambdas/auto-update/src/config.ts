import * as z from '@kmscrypt/lambda/schema';
import { configProblems } from './config/checks.ts';
import {
  clusterName,
  groupName,
  hostTags,
  imageParameter,
  parameterName,
  roleArn,
  shortName,
  tableName,
  targetGroupArns,
  text,
  topicArn,
  unitName,
  wholeNumber,
} from './config/fields.ts';
import { OF_FLEETS, OF_POLICY, OF_PROMOTION, ofOtherModes } from './config/places.ts';
import { policy, type Policy, policyOf } from './config/policy.ts';

const ofHosts = {
  policy: z.optional(policy),
  /** Units of systemd that have to be active for a host to be well, besides the agent of SSM. Default none. */
  services: z._default(z.array(unitName).check(z.maxLength(20, 'has more than 20')), []),
};

/** Hosts that are patched where they are. */
const inPlace = z.strictObject(
  {
    mode: z.literal('in-place'),
    /** Tags that a host of this fleet has: all of them, each with one of its values. */
    tags: hostTags.check(
      z.refine((tags) => Object.keys(tags).length > 0 && Object.keys(tags).length <= 5, {
        error: 'has to have one to five tags',
      }),
    ),
    /** Target groups that a host is taken out of while it is patched, and put into again. Default none. */
    targetGroups: z._default(targetGroupArns, []),
    ...ofHosts,
  },
  z.keysElsewhere(ofOtherModes('in-place')),
);

/** Container instances of a cluster, drained before they are patched. */
const ecs = z.strictObject(
  {
    mode: z.literal('ecs'),
    /** The name of the cluster. */
    cluster: clusterName,
    /** Of tasks that no service started: whether they are waited for, or a host that has one is left out. Default wait. */
    nonServiceTasks: z._default(z.enum(['wait', 'skip']), 'wait'),
    ...ofHosts,
  },
  z.keysElsewhere(ofOtherModes('ecs')),
);

/** An Auto Scaling group whose hosts are replaced by those of a newer image. */
const refresh = z.strictObject(
  {
    mode: z.literal('refresh'),
    /** The name of the group. */
    group: groupName,
    /** The SSM parameter with the id of the newest image: the team's own, or a public one such as `/aws/service/ami-…`. */
    image: imageParameter,
    /** The SSM parameter that is given the id of the image in force, from which the deployment takes it. Default none. */
    current: z.optional(parameterName),
    /** Seconds that a new host has before it counts. Default 300. */
    warmupSeconds: z._default(wholeNumber(0, 3_600, 'seconds'), 300),
    policy: z.optional(policy),
  },
  z.keysElsewhere(ofOtherModes('refresh')),
);

/** Where environments tell each other what they have run well with. */
const promotion = z.strictObject({
  /** The table in shared-services. */
  table: tableName,
  /** The region of the table; default the Lambda's own. */
  region: z.optional(text),
  /** A role that may read and write it, where it is in another account: ARN. */
  role: z.optional(roleArn),
  /** What the role's trust asks for; needed with `role`. */
  externalId: z.optional(text),
  /** The environment that has to go before. Default none: this one is the first. */
  after: z.optional(shortName),
  /** Days that it has to have been quiet with a release. Default 3. */
  quietDays: z._default(wholeNumber(0, 60, 'days'), 3),
});

/** The Lambda's config, as it is written. */
export const configSchema = z
  .strictObject(
    {
      /** The name of the environment, such as `stage`; the same in the promotion records. */
      environment: shortName,
      /** The table of DynamoDB with the state of runs. */
      table: tableName,
      /** The SSM document that is sent to hosts. */
      document: z.string().check(z.regex(/^[A-Za-z0-9_.-]{3,128}$/, 'is not the name of an SSM document')),
      /** The topic that notices go to, as alarms do. Default none: they are in the log alone. */
      topic: z.optional(topicArn),
      /** An SSM parameter that holds everything back unless it says `off`, or is not there. Default none. */
      freeze: z.optional(parameterName),
      promotion: z.optional(promotion),
      /** For all fleets. */
      policy: z.optional(policy),
      fleets: z.recordOf(shortName, z.discriminatedUnion('mode', [inPlace, ecs, refresh])),
    },
    z.keysElsewhere({ ...OF_FLEETS, ...OF_POLICY, ...OF_PROMOTION }),
  )
  .check(
    z.check(({ value, issues }) => void issues.push(...configProblems(value)), {
      // Also where another part is wrong: all problems are told at once.
      when: () => true,
    }),
  );

/** The Lambda's config, with all defaults but those of policies. */
export type UpdateConfig = z.output<typeof configSchema>;
export type Promotion = NonNullable<UpdateConfig['promotion']>;
type WrittenFleet = UpdateConfig['fleets'][string];

/** A fleet with the policy that it follows. */
export type Fleet = Resolved<WrittenFleet>;
type Resolved<Written> = Written extends unknown
  ? Omit<Written, 'policy'> & { readonly name: string; readonly policy: Policy }
  : never;
export type HostFleet = Extract<Fleet, { readonly mode: 'in-place' | 'ecs' }>;
export type RefreshFleet = Extract<Fleet, { readonly mode: 'refresh' }>;

/** The fleets of a config, by name. */
export function fleetsOf({
  fleets,
  policy: common,
}: Pick<UpdateConfig, 'fleets' | 'policy'>): readonly Fleet[] {
  return Object.entries(fleets).map(([name, fleet]) => ({
    ...fleet,
    name,
    policy: policyOf(common, fleet.policy),
  }));
}
