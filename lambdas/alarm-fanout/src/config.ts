import * as z from 'zod/mini';
import { type AnyDestinationConfig, DESTINATIONS } from './destinations/index.ts';

// zod/mini says nothing of its own accord.
z.config(z.locales.en());

const text = z.string().check(z.minLength(1, 'is empty'));
/** A text in which `*` stands for any characters and `?` for one; letter case counts. */
const glob = text;
const globs = z.array(glob).check(z.minLength(1, 'is an empty list'));
const destinationName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,29}$/, 'is not a name: a letter, then up to 29 of a-z, 0-9 and -'));
const severity = z.enum(['critical', 'error', 'warning', 'info']);
const seconds = (least: number, most: number) => z.number().check(z.minimum(least), z.maximum(most));

/** Which alarms and notices; all that is given has to fit, of a list one of its entries. Nothing given: all. */
const match = z.strictObject({
  /** `metric`, `math`, `anomaly`, `insights`, `composite`, `log`, `unknown`, `notice`. */
  kind: z.optional(
    z
      .array(z.enum(['metric', 'math', 'anomaly', 'insights', 'composite', 'log', 'unknown', 'notice']))
      .check(z.minLength(1, 'is an empty list')),
  ),
  /** The alarm's name, the notice's title. */
  name: z.optional(globs),
  /** The account's number or name. */
  account: z.optional(globs),
  region: z.optional(globs),
  /** Of any of the alarm's metrics, such as `AWS/RDS`; of a notice its source. */
  namespace: z.optional(globs),
  severity: z.optional(z.array(severity).check(z.minLength(1, 'is an empty list'))),
  /** `ALARM`, `OK`, `INSUFFICIENT_DATA`; of a notice `event`, `start`, `progress`, `end`. */
  state: z.optional(z.array(text).check(z.minLength(1, 'is an empty list'))),
  /** Of the alarm's tags each that is named here. */
  tags: z.optional(z.record(text, globs)),
  /** Whether it is of one contributor of a Metrics Insights alarm. */
  contributor: z.optional(z.boolean()),
});

const route = z.strictObject({
  match: z._default(match, {}),
  to: z.array(destinationName).check(z.minLength(1, 'names no destination')),
  /** Whether the routes below are not asked for what this one matches. Default false. */
  stop: z._default(z.boolean(), false),
});

/** When something is not to be told; either hours of the day, or from one time until another. */
const quiet = z.strictObject({
  /** For the log. */
  name: text,
  match,
  /** Default all destinations. */
  to: z.optional(z.array(destinationName).check(z.minLength(1, 'names no destination'))),
  /** `22:00-07:00`, in `timezone`. */
  hours: z.optional(
    z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'is not HH:MM-HH:MM')),
  ),
  /** On which days the hours begin; default all. */
  days: z.optional(
    z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .check(z.minLength(1, 'is an empty list')),
  ),
  /** Such as `Europe/Berlin`; default `UTC`. */
  timezone: z._default(text.check(z.refine(isTimezone, { error: 'is not the name of a time zone' })), 'UTC'),
  /** ISO 8601 with an offset or Z. */
  from: z.optional(z.iso.datetime({ offset: true })),
  until: z.optional(z.iso.datetime({ offset: true })),
  /** `hold`: what is still so is told when the time is over. `skip`: it is not told. Default `hold`. */
  then: z._default(z.enum(['hold', 'skip']), 'hold'),
});

const quietTime = quiet.check(
  z.refine(
    ({ hours, from, until }) => (hours === undefined) !== (from === undefined && until === undefined),
    {
      error: 'has either hours, or from and until',
    },
  ),
  z.refine(({ from, until }) => (from === undefined) === (until === undefined), {
    error: 'has both from and until, or neither',
  }),
  z.refine(
    ({ from, until }) => from === undefined || until === undefined || Date.parse(from) < Date.parse(until),
    {
      error: 'ends before it begins',
      path: ['until'],
    },
  ),
);

const account = z.strictObject({
  /** What people call it. */
  name: z.optional(text),
  /** A role in that account that may read its alarms; default: nothing is read there. */
  role: z.optional(text.check(z.regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'is not the ARN of a role'))),
});

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each is an object with its own `type`, as the contract has it
const schemas = DESTINATIONS.map(({ schema }) => schema) as unknown as [z.ZodMiniObject];
const destinationConfig = z.pipe(
  z.discriminatedUnion('type', schemas),
  z.custom<AnyDestinationConfig>(() => true),
);

/** The Lambdas' config, as it is written. */
export const configSchema = z
  .strictObject({
    /** By name, which stands in names of queues, too. */
    destinations: z.record(destinationName, destinationConfig),
    /** All that match are told; each destination once. */
    routes: z._default(z.array(route), []),
    /** Where that goes which no route matches. */
    fallback: z.array(destinationName).check(z.minLength(1, 'names no destination')),
    /**
     * What names of queues begin with: `arn:aws:sqs:REGION:ACCOUNT:alarm-fanout-`. A destination `chat` has the queue
     * `alarm-fanout-chat.fifo`, and `alarm-fanout-chat-dead-letters.fifo`.
     */
    queues: z
      .string()
      .check(
        z.regex(/^arn:[\w-]+:sqs:[a-z0-9-]+:\d{12}:[\w-]{0,30}$/, 'is not the beginning of ARNs of queues'),
      ),
    /** The DynamoDB table: partition key `pk`, a string; TTL attribute `expires`. */
    table: text,
    /** By account number. */
    accounts: z._default(
      z.record(z.string().check(z.regex(/^\d{12}$/, 'is not the number of an account')), account),
      {},
    ),
    severity: z._default(
      z.strictObject({
        /** The alarm's tag that says it. Default `severity`. */
        tag: z._default(text, 'severity'),
        /** For alarms without the tag; the first that matches. Default none. */
        rules: z._default(z.array(z.strictObject({ match, severity })), []),
        /** Default `error`. */
        default: z._default(severity, 'error'),
      }),
      { tag: 'severity', rules: [], default: 'error' },
    ),
    /** Tags whose values are links, unless the description has `runbook: URL`. Default `runbook` and `dashboard`. */
    links: z._default(
      z.strictObject({ runbook: z._default(text, 'runbook'), dashboard: z._default(text, 'dashboard') }),
      {
        runbook: 'runbook',
        dashboard: 'dashboard',
      },
    ),
    /** Graphs of metric alarms; `false`: none. Default: for destinations that take bytes. */
    graphs: z._default(
      z.union([
        z.literal(false),
        z.strictObject({
          /** Where they are put, so that others get a presigned link. Default none. */
          bucket: z.optional(text),
          /** What they show before the change, in hours; default 3. */
          hours: z._default(seconds(0.25, 168), 3),
        }),
      ]),
      { hours: 3 },
    ),
    /**
     * An alarm that has changed `changes` times within `within` seconds is flapping: that is told, and then nothing until it has kept its
     * state for `steady` seconds. `false`: everything is told. Default 6 changes in 1,800 s, 600 s steady.
     */
    flapping: z._default(
      z.union([
        z.literal(false),
        z.strictObject({
          changes: z._default(z.int().check(z.minimum(3), z.maximum(50)), 6),
          within: z._default(seconds(60, 86_400), 1_800),
          steady: z._default(seconds(30, 3_600), 600),
        }),
      ]),
      { changes: 6, within: 1_800, steady: 600 },
    ),
    /** Quiet hours and maintenance windows. Default none. */
    quiet: z._default(z.array(quietTime), []),
    /** How long a destination is tried, in hours, before a message goes to its dead-letter queue; default 12. */
    giveUpAfter: z._default(seconds(0.1, 240), 12),
  })
  .check(({ value, issues }) => {
    const known = new Set(Object.keys(value.destinations));
    const named: readonly (readonly [path: readonly PropertyKey[], name: string])[] = [
      ...value.fallback.map((name, index) => [['fallback', index], name] as const),
      ...value.routes.flatMap(({ to }, route) =>
        to.map((name, index) => [['routes', route, 'to', index], name] as const),
      ),
      ...value.quiet.flatMap(({ to = [] }, rule) =>
        to.map((name, index) => [['quiet', rule, 'to', index], name] as const),
      ),
    ];
    for (const [path, name] of named) {
      if (known.has(name)) continue;
      issues.push({
        code: 'custom',
        input: name,
        path: [...path],
        message: `there is no destination ${JSON.stringify(name)}`,
      });
    }
  });

/** The Lambdas' config, with all defaults. */
export type FanoutConfig = z.output<typeof configSchema>;
/** Which alarms and notices. */
export type Match = z.output<typeof match>;
export type Route = FanoutConfig['routes'][number];
/** Quiet hours, or a maintenance window. */
export type Quiet = FanoutConfig['quiet'][number];
/** Where an entry of the config stays closed until it is needed: a destination whose secret cannot be read stops no other. */
export const SECRETS_IN = ['destinations'] as const;

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
