import * as z from '@kmscrypt/lambda/schema';
import { breakGlass } from './config/break-glass.ts';
import { configProblems } from './config/checks.ts';
import {
  groupRef,
  hostGroupName,
  loginName,
  numberFrom,
  roleArn,
  sourceName,
  text,
} from './config/fields.ts';
import { bucketName, documentName, parameterPath, queueName, regionName } from './config/places.ts';

const source = z.strictObject({
  /** A role in the account of these users that may read its IAM: ARN. */
  role: roleArn,
  /** What the role's trust asks for. */
  externalId: text,
});

const hostGroup = z.strictObject({
  /** A role in the hosts' account, by which they are found and told: ARN. Default: they are in the Lambda's own account. */
  role: z.optional(roleArn),
  /** What the role's trust asks for; needed with `role`. */
  externalId: z.optional(text),
  /** Where the hosts are; default the Lambda's own region. */
  region: z.optional(regionName),
  /** Tags that a host of this group has: all of them, each with one of its values. At most 5. */
  tags: z.record(text, z.union([text, z.array(text).check(z.minLength(1, 'is an empty list'))])).check(
    z.refine((tags) => Object.keys(tags).length > 0 && Object.keys(tags).length <= 5, {
      error: 'has to have one to five tags',
    }),
  ),
  /** Groups whose members may log in. Default none. */
  login: z._default(z.array(groupRef), []),
  /** Groups whose members may log in and become root. Default none. */
  sudo: z._default(z.array(groupRef), []),
  /** The name of the SSM document that is sent. */
  document: documentName,
});

/** The Lambda's config, as it is written. */
export const configSchema = z
  .strictObject({
    /** The bucket of state, manifests and reports of hosts. */
    bucket: bucketName,
    /** The name of the Lambda's queue, for the commands that operators are shown. Default `ssh-key-sync`. */
    queue: z._default(queueName, 'ssh-key-sync'),
    /** Accounts with users besides the Lambda's own, by a name for them. Default none. */
    sources: z._default(z.recordOf(sourceName, source), {}),
    /** A tree of SSM parameters with further keys: `PATH/USERID/NAME`. Default none. */
    parameters: z.optional(parameterPath),
    /** Groups of hosts, by name: hosts of one have the same manifest. */
    hosts: z.recordOf(hostGroupName, hostGroup),
    /** Login names of users whose own cannot be mapped, or should not be: by IAM name (`alice`, `SOURCE:alice`). Default none. */
    names: z._default(z.recordOf(text, loginName), {}),
    /** UIDs of users, each given once and never again; above 60,000 are those of containers and of systemd. Default 20,000 to 59,999. */
    uids: z._default(
      z
        .strictObject({
          from: z._default(numberFrom(2_000, 60_000), 20_000),
          to: z._default(numberFrom(2_000, 60_000), 59_999),
        })
        .check(z.refine(({ from, to }) => from < to, { error: 'ends before it begins' })),
      { from: 20_000, to: 59_999 },
    ),
    /** A user of no IAM, on every host, that nothing but this config removes. Default none. */
    breakGlass: z.optional(breakGlass),
    /** How many users may lose something in one run: `most`, or `percent` of those with access, whichever is more. Default 2, 20 %. */
    removals: z._default(
      z.strictObject({
        most: z._default(numberFrom(0, 5_000), 2),
        percent: z._default(numberFrom(0, 100), 20),
      }),
      { most: 2, percent: 20 },
    ),
    /** Seconds between the reads that both have to miss something before it is taken away. Default 60. */
    confirmAfter: z._default(numberFrom(60, 3_600), 60),
    /** Minutes between the beginnings of two whole reads of IAM. Default 30. */
    readEvery: z._default(numberFrom(1, 1_440), 30),
    /** Calls of IAM a second, at most. Default 10. */
    callsPerSecond: z._default(numberFrom(1, 100), 10),
    /** Hours after the last whole read that a manifest is good for. Default 72. */
    expiresAfter: z._default(numberFrom(1, 8_760), 72),
    /** What a host does when its manifest expires: keeps it and reports, or locks all but the break-glass user. Default keep. */
    onExpiry: z._default(z.enum(['keep', 'lock']), 'keep'),
    /** Whether the sessions of who loses access are ended. Default false. */
    endSessions: z._default(z.boolean(), false),
    /** Minutes that a host may be behind before it counts as behind. Default 15. */
    behindAfter: z._default(numberFrom(1, 1_440), 15),
  })
  .check(
    z.check(({ value, issues }) => void issues.push(...configProblems(value)), {
      // Also where another part is wrong: all problems are told at once.
      when: () => true,
    }),
  );

/** The Lambda's config, with all defaults. */
export type SyncConfig = z.output<typeof configSchema> & {
  /** Groups that are read, besides those of host groups: `SOURCE:GROUP`. Nobody writes this; it is of a config that waits (rules.ts). */
  readonly watched?: readonly string[] | undefined;
};
export type HostGroup = SyncConfig['hosts'][string];
