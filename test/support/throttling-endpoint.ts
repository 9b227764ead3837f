import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A token bucket: so many calls a second, and so many at once after a rest. */
export interface Bucket {
  readonly rate: number;
  readonly burst: number;
}

/** AWS with a bucket for each of its services, until the end of the block that it is made in with `using`. */
export interface ThrottlingEndpoint extends Disposable {
  readonly endpoint: string;
  /** How many requests there were, those that were throttled included. */
  readonly requests: () => number;
  /** What went wrong between here and `upstream`, which is no part of the test. */
  readonly failures: readonly Error[];
}

/** How many connections may wait to be accepted: a fleet makes thousands at once. */
const BACKLOG = 4096;
/** An emulator does not take a hundred connections at once; requests wait for one. */
const UPSTREAM = { keepAlive: true, maxSockets: 16 };
const TYPE = { 'content-type': 'application/x-amz-json-1.1' };

interface Answer {
  readonly status: number;
  readonly body: string;
}

const THROTTLED: Answer = {
  status: 400,
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }),
};

/** Stands in front of `upstream`, which answers what is not throttled. */
export async function throttlingEndpoint(bucket: Bucket, upstream: string): Promise<ThrottlingEndpoint> {
  const agent = new Agent(UPSTREAM);
  const answerTo = remembering(upstream, agent);
  const buckets = new Map<string, () => boolean>();
  const failures: Error[] = [];
  let requests = 0;

  const server = createServer((message, response) => {
    requests += 1;
    const target = String(message.headers['x-amz-target']);
    const [service = ''] = target.split('.');
    const take = buckets.get(service) ?? fill(bucket);
    buckets.set(service, take);
    const passes = take();
    const answering = text(message).then((body) => (passes ? answerTo(message, target, body) : THROTTLED));
    answering.then(
      ({ status, body }) => response.writeHead(status, TYPE).end(body),
      (error: Error) => {
        // Who asked may have gone.
        if (!message.destroyed) failures.push(error);
        response.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', BACKLOG, resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    failures,
    [Symbol.dispose]: () => {
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Takes one out of a bucket that is full at first; answers whether there was one. */
function fill({ rate, burst }: Bucket): () => boolean {
  let level = burst;
  let last = performance.now();
  return () => {
    const now = performance.now();
    level = Math.min(burst, level + ((now - last) / 1000) * rate);
    last = now;
    if (level < 1) return false;
    level -= 1;
    return true;
  };
}

type Asking = (message: IncomingMessage, target: string, body: string) => Promise<Answer>;

/** What upstream has answered to the same request before is answered again: an emulator is slower than the bucket. */
function remembering(upstream: string, agent: Agent): Asking {
  const answers = new Map<string, Promise<Answer>>();
  return ({ url, headers }, target, body) => {
    const name = `${target} ${body}`;
    const known = answers.get(name);
    if (known !== undefined) return known;
    const options = { method: 'POST', headers: { ...headers, host: new URL(upstream).host }, agent };
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      request(`${upstream}${url}`, options).once('error', reject).once('response', resolve).end(body);
    }).then(async (response) => ({ status: response.statusCode ?? 500, body: await text(response) }));
    answers.set(name, answer);
    return answer;
  };
}
