import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middify, { type MiddyfiedHandler } from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { answerTo } from './answer.ts';
import { awake } from './awake.ts';
import { timeLeft } from './deadline.ts';
import { intakeOf } from './intake.ts';
import type { Message, Outcome } from './message.ts';
import { createTelemetry, type Telemetry } from './telemetry.ts';
import { sqsVisibility } from './visibility.ts';

/** What one invocation works with. */
export interface Run<Setup> extends Telemetry {
  readonly setup: Setup;
  readonly messages: readonly Message[];
  /** Ends `reserve` before Lambda would end the invocation: what is done by then is done, the rest comes back. */
  readonly signal: AbortSignal;
}

export interface LambdaParts<Setup> {
  /** The Lambda's name; in logs and metrics. */
  readonly service: string;
  /** Reads the config and makes clients, at cold start. What it throws is thrown by the next invocation; the one after that tries again. */
  readonly setup: (telemetry: Telemetry) => Promise<Setup>;
  /** Works on messages, and says of each what became of it; one that it says nothing of has failed. */
  readonly handle: (run: Run<Setup>) => Promise<ReadonlyMap<string, Outcome>>;
  /** Kept for the answer, in milliseconds; default 3,000, and never more than a quarter of the time that is left. */
  readonly reserve?: number;
}

/** The entry of a Lambda. */
export type LambdaHandler = MiddyfiedHandler<unknown, SQSBatchResponse | undefined>;

/** In milliseconds. */
const RESERVE = 3_000;
/** What has to be left when the answer is made, for Lambda to take it; in milliseconds. */
const LAST = 500;

/**
 * The shell that all Lambdas share: set up at cold start, take the messages out of their envelopes, work on them within the
 * time that Lambda gives, answer for each (see {@link answerTo}), write the metrics.
 */
export function createHandler<Setup>(parts: LambdaParts<Setup>): LambdaHandler {
  const telemetry = createTelemetry(parts.service);
  const { logger, metrics } = telemetry;
  const visibility = sqsVisibility();
  const setup = createSetup(parts, telemetry);

  const handle = async (event: unknown, context: Context): Promise<SQSBatchResponse | undefined> => {
    logger.resetKeys();
    logger.addContext(context);
    const made = await setup();
    const intake = intakeOf(event, context.awsRequestId || 'direct');
    const signal = timeLeft(context, parts.reserve ?? RESERVE);
    const outcomes = await parts.handle({ ...telemetry, setup: made, messages: intake.messages, signal });
    return answerTo(intake, outcomes, { logger, visibility, signal: timeLeft(context, LAST) });
  };
  // What these return would be the answer.
  const publish = (): void => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };

  // middy's own early time-out would turn an answer that comes late, but comes, into a failure.
  return middify<unknown, SQSBatchResponse | undefined>({ timeoutEarlyInMillis: 0 })
    .use({
      after: publish,
      onError: ({ error }) => {
        logger.error('the invocation failed', { error: error instanceof Error ? error : String(error) });
        metrics.addMetric('FailedInvocations', MetricUnit.Count, 1);
        publish();
      },
    })
    .handler((event, context) => awake(() => handle(event, context)));
}

/** Sets up at once, while Lambda still gives the whole processor; a failure is told by the invocation that meets it. */
function createSetup<Setup>({ setup }: LambdaParts<Setup>, telemetry: Telemetry): () => Promise<Setup> {
  const start = async (): Promise<Setup> => setup(telemetry);
  let ready: Promise<Setup> | undefined = start();
  ready.catch(() => {});
  return async () => {
    try {
      return await (ready ??= start());
    } catch (error) {
      ready = undefined;
      throw error;
    }
  };
}
