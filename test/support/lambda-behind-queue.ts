import { randomUUID } from 'node:crypto';
import type { Mapping } from './event-source-mapping.ts';
import { awsEnv } from './kms-at.ts';
import type { Clients } from './lambda-clients.ts';
import { type Invocation, invokeLambda } from './lambda-invoke.ts';
import { createQueue, type Queue } from './lambda-queue.ts';

/** A Lambda that a queue feeds. */
export interface LambdaBehindQueue {
  readonly mapping: Mapping;
  /** Its runs so far. */
  readonly runs: readonly Invocation[];
}

export interface LambdaOptions {
  readonly name: string;
  /** Of a Lambda that has several; default `index`. */
  readonly handler?: string;
  /** Of the emulator. */
  readonly endpoint: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Of its event source mapping; default a batch as large as Lambda allows, of what is there. */
  readonly batch?: Partial<Pick<Mapping, 'batchSize' | 'window'>>;
}

/** Puts the built bundle behind a queue of an emulator that runs no Lambdas itself. */
export function lambdaBehind(clients: Clients, queue: Queue, options: LambdaOptions): LambdaBehindQueue {
  const { name, handler, endpoint, config, batch } = options;
  const runs: Invocation[] = [];
  const env = { ...awsEnv(endpoint), KMSCRYPT_CONFIG: JSON.stringify(config) };
  const mapping: Mapping = {
    sqs: clients.sqs,
    queue,
    batchSize: 10_000,
    ...batch,
    invoke: async (event) => {
      const run = await invokeLambda(name, event, { handler, env });
      runs.push(run);
      return run.answer;
    },
  };
  return { mapping, runs };
}

/** A queue of the test's own, with a visibility time-out that no run of a slow machine reaches. */
export function privateQueue(
  clients: Clients,
  attributes: Readonly<Record<string, string>> = {},
): Promise<Queue> {
  return createQueue(clients, `queue-${randomUUID()}`, { VisibilityTimeout: '3600', ...attributes });
}

/** A metric in the embedded format, summed over runs. */
export function metricOf(runs: readonly Invocation[], name: string): number {
  const values = runs.flatMap(({ log }) => log.filter((line) => '_aws' in line).map((line) => line[name]));
  return values.reduce<number>((sum, value) => sum + Number(value), 0);
}
