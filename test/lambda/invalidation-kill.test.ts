import type { SQSEvent } from 'aws-lambda';
import { describe, expect, inject, it } from 'vitest';
import { covers } from '../../lambdas/static-asset-invalidation/test/matcher.ts';
import { type Mapping, pollOnce } from '../support/event-source-mapping.ts';
import { type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { clientsAt } from '../support/lambda-clients.ts';
import { type Invocation, invokeLambda } from '../support/lambda-invoke.ts';
import { countMessages, createQueue } from '../support/lambda-queue.ts';
import {
  createBucket,
  createDistribution,
  invalidationsOf,
  itemsOf,
  upload,
} from '../support/lambda-site.ts';
import { byNotification } from '../support/lambda-wirings.ts';
import { times } from '../support/programs.ts';

// The Lambda is killed in mid-batch, its messages come back, and it runs again: nothing is lost, and CloudFront is asked for the
// same in the same words, so that it does nothing twice.

const endpoint = inject('endpoint');
const clients = clientsAt(endpoint, { region: 'us-east-1', account: '123456789012' });
const KILLS = times(20, 200);
/** Before a batch is left to end. */
const KILLS_A_BATCH = 4;
/** As many calls as a run makes. */
const DISTRIBUTIONS = 3;
/** In milliseconds, between the calls of one run as CloudFront answers them. */
const PACE = 30;

/** When a run is killed: before or after CloudFront has accepted its call of that number, or after so many milliseconds. */
type Moment = { readonly call: number; readonly isAccepted: boolean } | { readonly after: number };

/** In turn each call, each way; between them any time that a run takes. */
function momentOf(kill: number, duration: number): Moment {
  const turn = Math.floor(kill / 2);
  if (kill % 2 === 1) return { after: Math.random() * duration };
  return { call: 1 + (turn % DISTRIBUTIONS), isAccepted: Math.floor(turn / DISTRIBUTIONS) % 2 === 0 };
}

/** Runs the Lambda in front of moto's CloudFront, and kills it at a moment if there is one. */
async function run(event: SQSEvent, config: string, moment?: Moment): Promise<Invocation> {
  let kill = (): void => {};
  const faultOf = (call: number): Fault => {
    if (moment === undefined || !('call' in moment) || moment.call !== call) return { wait: PACE * call };
    if (moment.isAccepted) return { change: (answer) => (kill(), answer) };
    kill();
    return 'hang';
  };
  using cloudfront = await faultKms(faultOf, endpoint);
  const urls = { ...awsEnv(endpoint), AWS_ENDPOINT_URL_CLOUDFRONT: cloudfront.endpoint };
  return await invokeLambda('static-asset-invalidation', event, {
    env: { ...urls, KMSCRYPT_CONFIG: config },
    onSpawn: (killProcess) => {
      kill = killProcess;
      if (moment !== undefined && 'after' in moment) setTimeout(kill, moment.after);
    },
  });
}

interface Round {
  /** Those at which a run was killed; at others it had ended. */
  readonly killed: readonly Moment[];
  /** Of the run that was not to be killed, or ended before; in milliseconds. */
  readonly duration: number;
}

/** Kills a batch at each moment, then lets it end. */
async function killAndEnd(
  source: Pick<Mapping, 'sqs' | 'queue'>,
  config: string,
  moments: readonly Moment[],
): Promise<Round> {
  const killed: Moment[] = [];
  for (const moment of [...moments, undefined]) {
    let last: Invocation | undefined;
    const invoke: Mapping['invoke'] = async (event) => {
      last = await run(event, config, moment);
      return last.answer;
    };
    const batch = await pollOnce({ ...source, batchSize: 10_000, invoke });
    const story = `${JSON.stringify(moment)}: status ${last?.status}\n${last?.stderr}`;
    expect(batch?.event.Records.length ?? 0, story).toBeGreaterThan(0);
    if (last?.status === 0) {
      expect(batch?.failed, story).toEqual([]);
      return { killed, duration: last.duration };
    }
    // Killed, and by nothing but us.
    expect([moment === undefined, last?.status], story).toEqual([false, null]);
    if (moment !== undefined) killed.push(moment);
  }
  throw new Error('the last run has ended');
}

describe.skipIf(endpoint === '')('static-asset-invalidation that is killed in mid-batch', () => {
  it(`loses nothing in ${KILLS} kills`, { timeout: 20_000 * KILLS }, async () => {
    const bucket = await createBucket(clients);
    const queue = await createQueue(clients, bucket, { VisibilityTimeout: '3600' });
    const distributions = await Promise.all(
      Array.from({ length: DISTRIBUTIONS }, () => createDistribution(clients, bucket)),
    );
    await byNotification(clients, bucket, queue);
    const config = JSON.stringify({ sites: [{ bucket, distributions }] });
    const killed: Moment[] = [];
    let duration = 1_000;
    let repeats = 0;
    for (let round = 0; killed.length < KILLS; round += 1) {
      const keys = Array.from({ length: 8 }, (_, index) => `round-${round}/page ${index}.html`);
      await upload(clients, bucket, keys);
      const before = await Promise.all(distributions.map((each) => invalidationsOf(clients, each)));
      const moments = Array.from({ length: Math.min(KILLS_A_BATCH, KILLS - killed.length) }, (_, index) =>
        momentOf(killed.length + index, duration),
      );
      const ended = await killAndEnd({ sqs: clients.sqs, queue }, config, moments);
      killed.push(...ended.killed);
      ({ duration } = ended);

      expect(await countMessages(clients, queue)).toBe(0);
      for (const [index, distribution] of distributions.entries()) {
        const asked = (await invalidationsOf(clients, distribution)).slice(before[index]?.length);
        const paths = keys.map((key) => `/${key.replace(' ', '%20')}`);
        expect(paths.filter((path) => !covers(itemsOf(asked), path))).toEqual([]);
        expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1);
        repeats += asked.length - 1;
      }
    }
    // Else it would not have been shown that the words are the same.
    expect(repeats).toBeGreaterThan(0);
  });
});
