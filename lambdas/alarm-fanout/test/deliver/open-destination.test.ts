import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import type { Destination } from '../../src/destination.ts';
import { openDestination } from '../../src/open-destination.ts';
import { motoOfFile } from '../support/moto.ts';

const schema = z.strictObject({
  type: z.literal('fake'),
  timeout: z.number(),
  url: z.string().check(z.startsWith('https://')),
  storm: z.optional(z.union([z.literal(false), z.strictObject({ window: z.number() })])),
});
type FakeConfig = z.output<typeof schema>;

const SIGNAL = new AbortController().signal;
const JOB = {
  content: { type: 'graph', title: '', png: '' },
  key: 'k',
  subject: 's',
  isRepeat: false,
} as const;

/** A destination that keeps the URLs that it was sent to. */
function fake() {
  const urls: string[] = [];
  const kind: Destination<FakeConfig> = {
    type: 'fake',
    schema,
    rules: () => ({
      storms: 'each',
      late: 'tell',
      isIdempotent: false,
      pace: 0,
      atOnce: 1,
      takesGraphs: false,
    }),
    preview: () => ({ look: 'json', parts: [] }),
    send: async ({ config, name }) => {
      urls.push(`${name} ${config.url}`);
      return {};
    },
  };
  return { kind, urls };
}

function targetOf(
  entry: Partial<FakeConfig>,
  { env = {} }: { readonly env?: Readonly<Record<string, string | undefined>> } = {},
) {
  const { kind, urls } = fake();
  const time = { now: 0 };
  const never = async (): Promise<never> => {
    throw new Error('it is not asked for');
  };
  const ports = {
    post: never,
    mailer: { send: never },
    topic: { publish: never },
    clock: { now: () => time.now, sleep: never },
  };
  const full: FakeConfig = { type: 'fake', timeout: 10, url: 'https://chat.example.com/', ...entry };
  return { target: openDestination({ name: 'chat', entry: full, kind }, { ports, env }), urls, time };
}

describe('without secrets', () => {
  it('sends what it is given, with its name and config', async () => {
    const { target, urls } = targetOf({});
    await (await target.open(SIGNAL)).send(JOB, SIGNAL);
    expect(urls).toEqual(['chat https://chat.example.com/']);
  });

  it.each<[name: string, storm: FakeConfig['storm'], window: number]>([
    ['as the config says', { window: 30 }, 30_000],
    ['where there is none', false, 60_000],
    ['where it says nothing', undefined, 60_000],
  ])('the window: %s', (_name, storm, window) => {
    expect(targetOf(storm === undefined ? {} : { storm }).target.window).toBe(window);
  });
});

const moto = await motoOfFile();

describe.skipIf(moto === undefined)('with a secret in SSM', () => {
  const endpoint = moto?.endpoint ?? '';
  const NAME = '/alarm-fanout/chat';
  /** Calls SSM: its client is not among what this workspace has. */
  const ssm = async (operation: string, body: object): Promise<void> => {
    const credential = 'Credential=test/20261121/eu-central-1/ssm/aws4_request';
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonSSM.${operation}`,
        authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ Name: NAME, ...body }),
    });
    expect(answer.status).toBe(200);
  };
  const put = (Value: string): Promise<void> =>
    ssm('PutParameter', { Value, Type: 'SecureString', Overwrite: true });
  const made = () => targetOf({ url: `ssm::${NAME}` }, { env: process.env });

  beforeEach(async () => {
    const own = Object.keys(process.env).filter((name) => /^AWS_|proxy$/i.test(name));
    const settings: Record<string, string | undefined> = {
      ...Object.fromEntries(own.map((name) => [name, undefined])),
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    await put('https://chat.example.com/one');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await moto?.stop();
  });

  it('keeps it for five minutes', async () => {
    const { target, urls, time } = made();
    const send = async (): Promise<void> => void (await (await target.open(SIGNAL)).send(JOB, SIGNAL));
    await send();
    await put('https://chat.example.com/two');
    time.now = 300_000;
    await send();
    time.now = 300_001;
    await send();
    expect(urls.map((url) => url.split('/').at(-1))).toEqual(['one', 'one', 'two']);
  });

  it('opens it anew where it may have been exchanged', async () => {
    const { target, time } = made();
    await target.open(SIGNAL);
    await put('https://chat.example.com/two');
    time.now = 10_000;
    expect(await target.reopen(SIGNAL)).toBeUndefined();
    time.now = 10_001;
    expect(await target.reopen(SIGNAL)).toBeDefined();
    time.now = 60_000;
    expect(await target.reopen(SIGNAL)).toBeUndefined();
  });

  it.each<[name: string, secret: string | undefined]>([
    ['what is not there', undefined],
    ['what is not as it should be', 'http://chat.example.com/hunter2'],
  ])('says without the secret what is wrong, and tries again: %s', async (_name, secret) => {
    const { target } = made();
    await (secret === undefined ? ssm('DeleteParameter', {}) : put(secret));
    const opening = target.open(SIGNAL);
    await expect(opening).rejects.toMatchObject({
      code: 'NOT_NOW',
      message: expect.stringMatching(/chat.*url/),
    });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
    await put('https://chat.example.com/one');
    await expect(target.open(SIGNAL)).resolves.toBeDefined();
  });
});
