import * as z from '@kmscrypt/lambda/schema';
import { match } from './config/match.ts';
import { hostProblems } from './config/host.ts';
import { quietTime } from './config/quiet.ts';
import { unknownDestinations } from './config/references.ts';
import { destinationName, destinationNames, numberFrom, severity, text } from './config/text.ts';
import { type AnyDestinationConfig, DESTINATIONS } from './destinations/index.ts';

const route = z.strictObject({
  /** Default: all. */
  match: z._default(match, {}),
  to: destinationNames,
  /** Whether the routes below are not asked for what this one matches. Default false. */
  stop: z._default(z.boolean(), false),
});

const account = z.strictObject({
  /** What people call it. */
  name: z.optional(text),
  /** A role in that account that may read its alarms; default: nothing is read there. */
  role: z.optional(text.check(z.regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'is not the ARN of a role'))),
});

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each is an object with its own `type`, as the contract has it
const schemas = DESTINATIONS.map(({ schema }) => schema) as unknown as [z.ZodMiniObject];
const destinationConfig = z.pipe(
  z
    .discriminatedUnion('type', schemas)
    .check(z.check(({ value, issues }) => void issues.push(...hostProblems(value)))),
  z.custom<AnyDestinationConfig>(() => true),
);

/** The Lambdas' config, as it is written. */
export const configSchema = z
  .strictObject({
    /** By name, which stands in names of queues, too. */
    destinations: z.recordOf(destinationName, destinationConfig),
    /** All that match are told; each destination once. Default none: everything goes to `fallback`. */
    routes: z._default(z.array(route), []),
    /** Where that goes which no route matches. */
    fallback: destinationNames,
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
      z.recordOf(z.string().check(z.regex(/^\d{12}$/, 'is not the number of an account')), account),
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
      { runbook: 'runbook', dashboard: 'dashboard' },
    ),
    /** Graphs of metric alarms; `false`: none. Default: for destinations that take bytes. */
    graphs: z._default(
      z.union([
        z.literal(false),
        z.strictObject({
          /** Where they are put, so that others get a presigned link. Default none. */
          bucket: z.optional(text),
          /** What they show before the change, in hours; default 3. */
          hours: z._default(numberFrom(0.25, 168), 3),
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
          within: z._default(numberFrom(60, 86_400), 1_800),
          steady: z._default(numberFrom(30, 3_600), 600),
        }),
      ]),
      { changes: 6, within: 1_800, steady: 600 },
    ),
    /** Quiet hours and maintenance windows. Default none. */
    quiet: z._default(z.array(quietTime), []),
    /** How long a destination is tried, in hours, before a message goes to its dead-letter queue; default 12. */
    giveUpAfter: z._default(numberFrom(0.1, 240), 12),
  })
  .check(
    z.check(({ value, issues }) => void issues.push(...unknownDestinations(value)), {
      // Also where another part is wrong: all problems are told at once.
      when: () => true,
    }),
  );

/** The Lambdas' config, with all defaults. */
export type FanoutConfig = z.output<typeof configSchema>;
/** Which alarms and notices. */
export type Match = z.output<typeof match>;
/** Who is told of what matches. */
export type Route = FanoutConfig['routes'][number];
/** Quiet hours, or a maintenance window. */
export type Quiet = FanoutConfig['quiet'][number];
/** Where an entry of the config stays closed until it is needed: a destination whose secret cannot be read stops no other. */
export const SECRETS_IN = ['destinations'] as const;
