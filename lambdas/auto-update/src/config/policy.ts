import * as z from '@kmscrypt/lambda/schema';
import { hostCount, hostTags, someHosts, text, wholeNumber } from './fields.ts';
import { OF_FLEETS, OF_WINDOWS } from './places.ts';

/** Hours of days in which hosts are taken out and patched. */
const window = z.strictObject({
  /** On which days it opens; default all. */
  days: z.optional(
    z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .check(z.minLength(1, 'is an empty list, so that the window never opens')),
  ),
  /** `02:00-05:00`, as clocks show it in `timezone`; where the second is not later than the first, it is that of the next day. */
  hours: z.hoursOfDay,
  /** Such as `Europe/Berlin`; default `UTC`. */
  timezone: z._default(z.timezone, 'UTC'),
});
export type Window = z.output<typeof window>;

const EMPTY = 'is empty, so that no alarm is meant; leave it out';

/** Every field may be left out: a fleet takes it from the policy of the whole config, this from {@link DEFAULTS}. */
export const policy = z.strictObject(
  {
    /** When hosts may be begun with; what is under way is brought to its end outside of it, too. */
    windows: z.optional(z.array(window).check(z.minLength(1, 'is an empty list, so that no window opens'))),
    /** Hosts that may be out of service at once, for whatever reason. Of a share the whole part counts, but one host at least. */
    maxUnavailable: z.optional(someHosts),
    /** Hosts that have to serve at any time. A share is rounded up. */
    minHealthy: z.optional(hostCount),
    /** Hosts that go first (default 1; 0: none do), and for how long they have to be well before others follow (default 30). */
    canary: z.optional(
      z.strictObject({
        hosts: z._default(hostCount, 1),
        soakMinutes: z._default(wholeNumber(0, 10_080, 'minutes'), 30),
      }),
    ),
    /** Minutes that a host has to be well, after it has been brought in, before it counts as updated. */
    soakMinutes: z.optional(wholeNumber(0, 1_440, 'minutes')),
    /** Minutes between the beginnings of two hosts, or lots of hosts that begin at once. */
    spacingMinutes: z.optional(wholeNumber(0, 1_440, 'minutes')),
    /** Minutes that a host may take to be empty. It is then brought in again, and counts as failed. */
    drainMinutes: z.optional(wholeNumber(1, 2_880, 'minutes')),
    /** Minutes that the packages of a host may take. */
    patchMinutes: z.optional(wholeNumber(1, 240, 'minutes')),
    /** Minutes that a host may take to be back and well after its reboot. */
    rebootMinutes: z.optional(wholeNumber(1, 240, 'minutes')),
    /** Minutes after its launch before which a host is left alone: its own first start may not be over. */
    graceMinutes: z.optional(wholeNumber(0, 1_440, 'minutes')),
    /** No further host is begun with after so many failed ones. */
    stopAfter: z.optional(wholeNumber(1, 1_000, 'failed hosts')),
    /** Alarms of CloudWatch that hold everything back while they fire: by name, `*` for any characters, or by a tag. */
    alarms: z.optional(
      z.strictObject({
        names: z.optional(z.array(text).check(z.minLength(1, EMPTY))),
        tags: z.optional(
          z.record(text, text).check(z.refine((tags) => Object.keys(tags).length > 0, { error: EMPTY })),
        ),
      }),
    ),
    /** Hosts with one of these tags are left alone. */
    exclude: z.optional(hostTags),
    /** Hours between the beginnings of two runs that nobody asked for. */
    everyHours: z.optional(wholeNumber(1, 8_760, 'hours')),
    /** Days after which a run ends with what it has, and a refresh is rolled back. */
    giveUpDays: z.optional(wholeNumber(1, 60, 'days')),
    /** Whether a host may be taken out in a window though the floor forbids it in any case, as it does in a fleet of one. */
    outage: z.optional(z.enum(['never', 'window'])),
    /** Packages that are updated: security alone, or all. */
    packages: z.optional(z.enum(['security', 'all'])),
    reboot: z.optional(z.enum(['when-needed', 'always', 'never'])),
  },
  z.keysElsewhere({ ...OF_FLEETS, ...OF_WINDOWS }),
);
type WrittenPolicy = z.output<typeof policy>;

/** What a run follows. */
export type Policy = { readonly [Field in keyof WrittenPolicy]-?: NonNullable<WrittenPolicy[Field]> };

export const DEFAULTS: Policy = {
  windows: [{ hours: '02:00-05:00', timezone: 'UTC' }],
  maxUnavailable: '10%',
  minHealthy: '50%',
  canary: { hosts: 1, soakMinutes: 30 },
  soakMinutes: 5,
  spacingMinutes: 0,
  drainMinutes: 30,
  patchMinutes: 60,
  rebootMinutes: 15,
  graceMinutes: 15,
  stopAfter: 2,
  alarms: {},
  exclude: { 'auto-update-hold': 'on' },
  everyHours: 24,
  giveUpDays: 7,
  outage: 'never',
  packages: 'security',
  reboot: 'when-needed',
};

/** What is written later stands before what is written earlier; each field as a whole. */
export function policyOf(...written: readonly (WrittenPolicy | undefined)[]): Policy {
  const given = written.flatMap((each) =>
    Object.entries(each ?? {}).filter(([, value]) => value !== undefined),
  );
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}
