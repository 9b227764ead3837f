import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createGraphs, type GraphsOptions } from '../../src/aws/graphs.ts';
import type { Graphs } from '../../src/graph/graphs.ts';
import { alarmOf } from '../support/alarms.ts';
import { motoOfFile } from '../support/moto.ts';
import { type Drawing, pngOf, type WidgetImages, widgetImages } from '../support/widget-images.ts';

const ALWAYS = new AbortController().signal;
const PNG = pngOf(600, 300);
const BASE64 = PNG.toString('base64');
/** Nothing that is tested here takes as long. */
const PATIENT = { draw: 30_000, put: 30_000 };
const OTHER = '444455556666';

const moto = await motoOfFile();
afterAll(() => moto?.stop());

beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  }
  const env = {
    AWS_ENDPOINT_URL: moto?.endpoint ?? 'http://127.0.0.1:9',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** CloudWatch that answers as told, the same at last for ever. */
async function cloudWatch(...drawings: readonly Drawing[]): Promise<WidgetImages> {
  const images = await widgetImages((number) => drawings[Math.min(number, drawings.length) - 1] ?? 'hang');
  onTestFinished(images.stop);
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', images.endpoint);
  return images;
}

interface Logged {
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function graphsOf(options: Partial<GraphsOptions> = {}) {
  const logged: Logged[] = [];
  let time = 0;
  const graphs = createGraphs({
    graphs: { hours: 3 },
    accounts: {},
    account: '111122223333',
    logger: { warn: (message, details) => void logged.push({ message, details }) },
    now: () => time,
    timeLimits: PATIENT,
    ...options,
  });
  return {
    link: (...args: Parameters<Graphs['link']>) => graphs.link(...args),
    drawn: (...args: Parameters<Graphs['draw']>) => graphs.draw(...args),
    draw: async (...args: Parameters<Graphs['draw']>) => (await graphs.draw(...args))?.png,
    logged,
    pass: (seconds: number) => (time += seconds * 1000),
  };
}

describe('drawing', () => {
  it('asks in the region of the alarm', async () => {
    const images = await cloudWatch(PNG);
    const { draw, link } = graphsOf();
    expect(await draw(alarmOf(), 'k1', ALWAYS)).toBe(BASE64);
    expect(images.asked).toMatchObject([
      { region: 'eu-central-1', key: 'test', widget: { title: 'cpu-high' } },
    ]);
    expect(await link(alarmOf(), 'k1')).toBeUndefined();
  });

  it.each<[name: string, answers: readonly Drawing[]]>([
    ['throttled', [{ status: 400, error: 'ThrottlingException' }, PNG]],
    ['broken', [{ status: 500, error: 'InternalServiceFault' }, 'reset', PNG]],
  ])('goes on where it is %s', async (_name, answers) => {
    const images = await cloudWatch(...answers);
    const { draw, logged } = graphsOf();
    expect(await draw(alarmOf(), 'k1', ALWAYS)).toBe(BASE64);
    expect(images.asked).toHaveLength(answers.length);
    expect(logged).toEqual([]);
  });

  it('is not asked for where there is nothing to draw', async () => {
    const images = await cloudWatch(PNG);
    const { draw, link } = graphsOf({ graphs: { bucket: 'graphs', hours: 3 } });
    const composite = alarmOf({ kind: 'composite', metrics: [] });
    expect(await draw(composite, 'k1', ALWAYS)).toBeUndefined();
    expect(await link(composite, 'k1')).toBeUndefined();
    expect(images.asked).toEqual([]);
  });

  it('is switched off', async () => {
    const images = await cloudWatch(PNG);
    const { draw, link } = graphsOf({ graphs: false });
    expect(await draw(alarmOf(), 'k1', ALWAYS)).toBeUndefined();
    expect(await link(alarmOf(), 'k1')).toBeUndefined();
    expect(images.asked).toEqual([]);
  });

  it('is done for five at once', async () => {
    let running = 0;
    let most = 0;
    const { promise: fiveAreThere, resolve: letGo } = Promise.withResolvers<void>();
    const images = await widgetImages(async (number) => {
      running += 1;
      most = Math.max(most, running);
      if (number === 5) letGo();
      await fiveAreThere;
      await new Promise((resolve) => void setTimeout(resolve, 50));
      running -= 1;
      return PNG;
    });
    onTestFinished(images.stop);
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', images.endpoint);
    const { draw } = graphsOf();
    const drawn = await Promise.all(
      Array.from({ length: 12 }, (_, index) => draw(alarmOf(), `k${index}`, ALWAYS)),
    );
    expect(drawn).toEqual(Array.from({ length: 12 }, () => BASE64));
    expect(most).toBe(5);
  });

  it.skipIf(moto === undefined)('takes the role of the account', async () => {
    const images = await cloudWatch(PNG);
    const { draw } = graphsOf({ accounts: { [OTHER]: { role: `arn:aws:iam::${OTHER}:role/graphs` } } });
    expect(await draw(alarmOf({ account: OTHER }), 'k1', ALWAYS)).toBe(BASE64);
    expect(images.asked[0]?.key).toMatch(/^ASIA/);
    // There it is at home.
    expect(JSON.stringify(images.asked[0]?.widget)).not.toContain('accountId');
  });

  it('without a role names the account', async () => {
    const images = await cloudWatch(PNG);
    const { draw } = graphsOf({ accounts: { [OTHER]: { name: 'shop' } } });
    expect(await draw(alarmOf({ account: OTHER }), 'k1', ALWAYS)).toBe(BASE64);
    expect(images.asked[0]).toMatchObject({ key: 'test' });
    expect(JSON.stringify(images.asked[0]?.widget)).toContain(`"accountId":"${OTHER}"`);
  });
});

describe('failures', () => {
  const denied = { status: 400, error: 'AccessDeniedException' };
  const alarm = alarmOf({ name: 'the name of the alarm' });

  it.each<[name: string, answers: readonly Drawing[], reason: string, seconds: number]>([
    ['no permission', [denied], 'ACCESS_DENIED', 600],
    ['not in this partition', [{ status: 400, error: 'UnknownOperationException' }], 'ACCESS_DENIED', 600],
    ['expired credentials', [{ status: 403, error: 'ExpiredTokenException' }], 'CREDENTIALS_EXPIRED', 600],
    ['nothing', [Buffer.alloc(0)], 'AWS_FAILED', 60],
    ['no picture', [Buffer.from('<html>'.repeat(20))], 'AWS_FAILED', 60],
    ['a picture of nothing', [pngOf(0, 0)], 'AWS_FAILED', 60],
    ['a widget that is refused', [{ status: 400, error: 'ValidationException' }], 'ValidationException', 0],
  ])('%s', async (_name, answers, reason, seconds) => {
    const images = await cloudWatch(...answers, PNG);
    const { draw, logged, pass } = graphsOf();
    expect(await draw(alarm, 'k1', ALWAYS)).toBeUndefined();
    expect(logged).toEqual([
      {
        message: 'there is no graph',
        details: { place: 'account 111122223333 in eu-central-1', reason, seconds },
      },
    ]);
    if (seconds > 0) {
      pass(seconds - 1);
      expect(await draw(alarm, 'k2', ALWAYS)).toBeUndefined();
      expect(images.asked).toHaveLength(1);
      pass(1);
    }
    expect(await draw(alarm, 'k3', ALWAYS)).toBe(BASE64);
    expect(JSON.stringify(logged)).not.toContain(alarm.name);
  });

  it.each<[name: string, drawing: Drawing]>([
    ['no answer', 'hang'],
    ['one that is never right', { status: 400, error: 'ThrottlingException' }],
  ])('take no longer than they may: %s', async (_name, drawing) => {
    await cloudWatch(drawing);
    const { draw, logged } = graphsOf({ timeLimits: { draw: 300, put: 300 } });
    expect(await draw(alarm, 'k1', ALWAYS)).toBeUndefined();
    expect(logged).toMatchObject([{ details: { reason: 'TIMEOUT', seconds: 60 } }]);
  });

  it('are none where the run ends', async () => {
    await cloudWatch('hang', PNG);
    const { draw, logged } = graphsOf();
    expect(await draw(alarm, 'k1', AbortSignal.timeout(200))).toBeUndefined();
    expect(await draw(alarm, 'k2', AbortSignal.abort())).toBeUndefined();
    expect(logged).toEqual([]);
    expect(await draw(alarm, 'k3', ALWAYS)).toBe(BASE64);
  });

  it('are logged once, and of one region only', async () => {
    const images = await cloudWatch(denied, denied, PNG);
    const { draw, logged, pass } = graphsOf();
    await draw(alarm, 'k1', ALWAYS);
    pass(600);
    await draw(alarm, 'k2', ALWAYS);
    expect(images.asked).toHaveLength(2);
    expect(logged).toHaveLength(1);
    expect(await draw({ ...alarm, region: 'us-east-1' }, 'k3', ALWAYS)).toBe(BASE64);
  });

  it('leave no links', async () => {
    await cloudWatch(denied);
    const { draw, link, pass } = graphsOf({ graphs: { bucket: 'graphs', hours: 3 } });
    expect(await link(alarm, 'k1')).toMatch(/^http/);
    await draw(alarm, 'k1', ALWAYS);
    expect(await link(alarm, 'k2')).toBeUndefined();
    expect(await link({ ...alarm, region: 'us-east-1' }, 'k2')).toMatch(/^http/);
    pass(600);
    expect(await link(alarm, 'k3')).toMatch(/^http/);
  });

  it('of credentials leave no links', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const { link, logged } = graphsOf({ graphs: { bucket: 'graphs', hours: 3 } });
    expect(await link(alarm, 'k1')).toBeUndefined();
    expect(logged).toMatchObject([{ details: { place: 'bucket graphs', reason: 'CREDENTIALS_MISSING' } }]);
  });
});

describe.skipIf(moto === undefined)('a bucket', () => {
  it('has the graph where the link says', async () => {
    await cloudWatch(PNG);
    await new S3Client({ forcePathStyle: true }).send(
      new CreateBucketCommand({
        Bucket: 'own-graphs',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    const { draw, link } = graphsOf({ graphs: { bucket: 'own-graphs', hours: 3 } });
    const url = (await link(alarmOf(), 'k1')) ?? '';
    expect(new URL(url).pathname).toBe('/own-graphs/graphs/k1.png');
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('604800');
    expect((await fetch(url)).status).toBe(404);
    expect(await draw(alarmOf(), 'k1', ALWAYS)).toBe(BASE64);
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
  });

  it('that is not there leaves no links', async () => {
    const images = await cloudWatch(PNG);
    const { drawn, link, logged } = graphsOf({ graphs: { bucket: 'no-such-graphs', hours: 3 } });
    expect(await drawn(alarmOf(), 'k1', ALWAYS)).toEqual({ png: BASE64, isPut: false });
    expect(logged).toMatchObject([{ details: { place: 'bucket no-such-graphs', reason: 'INVALID_OPTION' } }]);
    expect(await link(alarmOf(), 'k2')).toBeUndefined();
    expect(await drawn(alarmOf(), 'k2', ALWAYS)).toEqual({ png: BASE64, isPut: false });
    expect(images.asked).toHaveLength(2);
    expect(logged).toHaveLength(1);
  });
});
