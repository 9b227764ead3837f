import type { Context } from 'aws-lambda';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect, type Mock, test, vi } from 'vitest';
import { createHandler, type LambdaParts, type Run } from '../src/handler.ts';
import type { Outcome } from '../src/message.ts';
import { batchOf, contextWith } from './support/events.ts';
import { startSqs } from './support/sqs-server.ts';
import { captureOutput, type Written } from './support/written.ts';

type Handle = LambdaParts<string>['handle'];

const all =
  (outcome: Outcome): Handle =>
  async ({ messages }) =>
    new Map(messages.map(({ id }) => [id, outcome]));

const done = all({ status: 'done' });

function handlerOf(
  handle: Handle,
  parts: Partial<LambdaParts<string>> = {},
): ReturnType<typeof createHandler> {
  return createHandler({ service: 'example', setup: async () => 'made', handle, ...parts });
}

/** Throttled at first. */
function failingOnce(): Mock<() => Promise<string>> {
  return vi.fn<() => Promise<string>>(async () => 'made').mockRejectedValueOnce(new Error('throttled'));
}

/** The metrics of a Lambda by name, and their namespace and dimensions. */
function metricsOf(written: Written): readonly Readonly<Record<string, unknown>>[] {
  return written.stdout().filter((line) => '_aws' in line);
}

test('the answer to a batch is that of its messages', async () => {
  captureOutput();
  const handler = handlerOf(async () => new Map([['m1', { status: 'done' }]]));
  expect(await handler(batchOf(['{}', '{}']), contextWith(60_000))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm0' }],
  });
});

test('the answer stays what it is where there are metrics', async () => {
  const written = captureOutput();
  const handler = handlerOf(async (run) => {
    run.metrics.addMetric('Things', 'Count', 2);
    return done(run);
  });
  expect(await handler(batchOf(['{}']), contextWith(60_000))).toEqual({ batchItemFailures: [] });
  expect(metricsOf(written)).toMatchObject([
    {
      service: 'example',
      Things: 2,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Kmscrypt', Dimensions: [['service']] }] },
    },
  ]);
});

test('without metrics nothing is written about them', async () => {
  const written = captureOutput();
  expect(await handlerOf(done)({}, contextWith(60_000))).toBeUndefined();
  expect(written.text()).toBe('');
});

test('logs are JSON with the service and the request', async () => {
  const written = captureOutput();
  const handler = handlerOf(async (run) => {
    run.logger.info('worked', { count: run.messages.length });
    return done(run);
  });
  await handler({}, contextWith(60_000));
  expect(written.stdout()).toMatchObject([
    { level: 'INFO', message: 'worked', service: 'example', function_request_id: 'request-0', count: 1 },
  ]);
});

test('keys that one invocation adds to its logs are not in those of the next', async () => {
  const written = captureOutput();
  const handler = handlerOf(async (run) => {
    run.logger.info('before');
    run.logger.appendKeys({ bucket: 'b' });
    return done(run);
  });
  await handler({}, contextWith(60_000));
  await handler({}, contextWith(60_000));
  expect(written.stdout().filter((line) => 'bucket' in line)).toEqual([]);
});

test('what is set up and the messages reach the work', async () => {
  captureOutput();
  const runs: Run<string>[] = [];
  const handler = handlerOf(async (run) => {
    runs.push(run);
    return done(run);
  });
  await handler({ a: 1 }, contextWith(60_000));
  expect(runs).toMatchObject([{ setup: 'made', messages: [{ id: 'request-0', payload: { a: 1 } }] }]);
});

test('nothing of a message is logged where it fails', async () => {
  await startSqs();
  const written = captureOutput();
  const handler = handlerOf(all({ status: 'failed', reason: 'no', retryAfter: 1 }));
  await handler(
    batchOf(['{"a":"canary"}', 'canary', { Type: 'Notification', Message: 'canary' }]),
    contextWith(60_000),
  );
  await expect(handler({ a: 'canary' }, contextWith(60_000))).rejects.toThrow('no');
  expect(written.text()).toContain('messages failed');
  expect(written.text()).not.toContain('canary');
});

test('a message that says when it comes back is hidden until then', async () => {
  const calls = await startSqs();
  captureOutput();
  const handler = handlerOf(all({ status: 'failed', reason: 'throttled', retryAfter: 60 }));
  await handler(batchOf(['{}']), contextWith(60_000));
  expect(calls.map(({ body }) => body.Entries)).toEqual([
    [{ Id: '0', ReceiptHandle: 'handle-0', VisibilityTimeout: 60 }],
  ]);
});

test('an SQS that does not answer costs no answer', async () => {
  await startSqs(() => undefined);
  captureOutput();
  const handler = handlerOf(all({ status: 'failed', reason: 'throttled', retryAfter: 60 }));
  expect(await handler(batchOf(['{}']), contextWith(1_000))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm0' }],
  });
});

const NOT_SET_UP: readonly (readonly [name: string, setup: LambdaParts<string>['setup']])[] = [
  ['rejects', async () => Promise.reject(new Error('broken config'))],
  [
    'throws',
    () => {
      throw new Error('broken config');
    },
  ],
];

test.each(NOT_SET_UP)(
  'a setup that %s fails every invocation, so that messages stay in their queue',
  async (_name, setup) => {
    await startSqs();
    const written = captureOutput();
    const handler = handlerOf(done, { setup });
    for (let invocation = 0; invocation < 3; invocation += 1) {
      await expect(handler(batchOf(['{}']), contextWith(60_000))).rejects.toThrow('broken config');
    }
    expect(metricsOf(written)).toMatchObject([
      { FailedInvocations: 1 },
      { FailedInvocations: 1 },
      { FailedInvocations: 1 },
    ]);
  },
);

test('a setup that fails once fails the invocation that waits for it, and is tried again by the next', async () => {
  captureOutput();
  const setup = failingOnce();
  const handler = handlerOf(done, { setup });
  await expect(handler({}, contextWith(60_000))).rejects.toThrow('throttled');
  await handler({}, contextWith(60_000));
  await handler({}, contextWith(60_000));
  expect(setup).toHaveBeenCalledTimes(2);
});

test('a setup that has failed before the first invocation is tried again by it', async () => {
  captureOutput();
  const setup = failingOnce();
  const handler = handlerOf(done, { setup });
  await setImmediate();
  await handler({}, contextWith(60_000));
  await handler({}, contextWith(60_000));
  expect(setup).toHaveBeenCalledTimes(2);
});

test.each([
  { longestBack: undefined, last: 900 },
  { longestBack: 300, last: 300 },
])(
  'messages of an invocation that fails come back soon, at last after $last s',
  async ({ longestBack, last }) => {
    const calls = await startSqs();
    captureOutput();
    const handler = handlerOf(async () => Promise.reject(new Error('S3 is not there')), { longestBack });
    for (const count of ['1', '2', '700']) {
      const batch = batchOf(['{}'], { attributes: { ApproximateReceiveCount: count } });
      await expect(handler(batch, contextWith(60_000))).rejects.toThrow('S3 is not there');
    }
    expect(calls.flatMap(({ body }) => body.Entries.map((entry) => entry.VisibilityTimeout))).toEqual([
      30,
      60,
      last,
    ]);
  },
);

test('an SQS that does not answer changes nothing of why an invocation failed', async () => {
  await startSqs(() => undefined);
  const written = captureOutput();
  const handler = handlerOf(async () => Promise.reject(new Error('S3 is not there')));
  await expect(handler(batchOf(['{}']), contextWith(1_000))).rejects.toThrow('S3 is not there');
  expect(written.text()).toContain('messages come back only when the visibility time-out ends');
});

test('work that throws fails the whole invocation, with what it has measured', async () => {
  await startSqs();
  const written = captureOutput();
  const handler = handlerOf(async ({ metrics }) => {
    metrics.addMetric('Things', 'Count', 1);
    throw new TypeError('a bug');
  });
  await expect(handler(batchOf(['{}']), contextWith(60_000))).rejects.toThrow('a bug');
  expect(metricsOf(written)).toMatchObject([{ Things: 1, FailedInvocations: 1 }]);
  expect(written.stderr()).toMatchObject([
    { level: 'ERROR', error: { name: 'TypeError', message: 'a bug' } },
  ]);
});

test('the signal ends before Lambda ends the invocation, and the rest comes back', async () => {
  captureOutput();
  const context = contextWith(400);
  const handler = handlerOf(async ({ signal }) => {
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    return new Map([['m0', { status: 'done' }]]);
  });
  expect(await handler(batchOf(['{}', '{}']), context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm1' }],
  });
  expect(context.getRemainingTimeInMillis()).toBeGreaterThan(0);
});

test('what is written after the work has a signal that ends later, and still before Lambda ends the invocation', async () => {
  captureOutput();
  const context = contextWith(800);
  const ended: string[] = [];
  const handler = handlerOf(async (run) => {
    await Promise.all(
      (['answerBy', 'signal'] as const).map(async (name) => {
        await once(run[name], 'abort');
        ended.push(name);
      }),
    );
    return done(run);
  });
  await handler({}, context);
  expect(ended).toEqual(['signal', 'answerBy']);
  expect(context.getRemainingTimeInMillis()).toBeGreaterThan(0);
});

test('an answer that comes at the last moment is an answer', async () => {
  captureOutput();
  const handler = handlerOf(async (run) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
    return done(run);
  });
  // Time has run out, but Lambda has not ended the invocation.
  expect(await handler(batchOf(['{}']), contextWith(30))).toEqual({ batchItemFailures: [] });
});

test.each([
  ['empty', {}],
  ['absent', undefined],
])('a context that is %s will do', async (_name, context) => {
  captureOutput();
  const seen: unknown[] = [];
  const handler = handlerOf(async (run) => {
    seen.push(run.messages[0]?.id, run.signal.aborted);
    return done(run);
  });
  expect(await handler({}, context as Context)).toBeUndefined();
  expect(seen).toEqual(['direct', false]);
});
