import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middify, { type MiddyfiedHandler } from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { answerTo } from './answer.ts';
import { awake } from './awake.ts';
import { comeBack } from './come-back.ts';
import { timesLeft } from './deadline.ts';
import { intakeOf } from './intake.ts';
import type { Message, Outcome } from './message.ts';
import { once } from './once.ts';
import { createTelemetry, type Telemetry } from './telemetry.ts';
import { sdkCaller, sqsVisibility } from './visibility.ts';

/** What one invocation works with. */
export interface Run<Setup> extends Telemetry {
  readonly setup: Setup;
  readonly messages: readonly Message[];
  /**
   * Ends 3 seconds before Lambda would end the invocation, or a quarter of its time where that is less: what is done by then is
   * done, the rest comes back.
   */
  readonly signal: AbortSignal;
  /**
   * Ends later, half a second before Lambda would end the invocation, or an eighth of its time where that is less: for what is
   * written after the work, such as state. The answer has to be on its way by then.
   */
  readonly answerBy: AbortSignal;
}

export interface LambdaParts<Setup> {
  /** The Lambda's name; in logs and metrics. */
  readonly service: string;
  /** Reads the config and makes clients, at cold start; where it fails, again in each invocation, which fails with it. */
  readonly setup: (telemetry: Telemetry) => Promise<Setup>;
  /**
   * What messages of an invocation that fails come back after at most, in seconds; default 900. In a queue with groups others wait behind
   * them.
   */
  readonly longestBack?: number | undefined;
  /** Works on messages, and says of each what became of it; one that it says nothing of has failed. */
  readonly handle: (run: Run<Setup>) => Promise<ReadonlyMap<string, Outcome>>;
}

/** The entry of a Lambda. */
export type LambdaHandler = MiddyfiedHandler<unknown, SQSBatchResponse | undefined>;

/**
 * The shell that all Lambdas share: set up at cold start, take the messages out of their envelopes, work on them within the
 * time that Lambda gives, answer for each (see {@link answerTo}), write the metrics.
 */
export function createHandler<Setup>(parts: LambdaParts<Setup>): LambdaHandler {
  const telemetry = createTelemetry(parts.service);
  const { logger, metrics } = telemetry;
  const visibility = sqsVisibility(sdkCaller);
  const setup = once(async () => parts.setup(telemetry));
  // At once, while Lambda still gives the whole processor; where it fails, the first invocation tries again and tells.
  setup().catch(() => {});

  const handle = async (event: unknown, context: Context): Promise<SQSBatchResponse | undefined> => {
    logger.resetKeys();
    logger.addContext(context);
    const intake = intakeOf(event, context.awsRequestId || 'direct');
    const times = timesLeft(context);
    const back = { logger, visibility, signal: times.answerBy, longest: parts.longestBack };
    try {
      const made = await setup();
      const outcomes = await parts.handle({ ...telemetry, ...times, setup: made, messages: intake.messages });
      return await answerTo(intake, outcomes, back);
    } catch (error) {
      await comeBack(intake, back);
      throw error;
    }
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
