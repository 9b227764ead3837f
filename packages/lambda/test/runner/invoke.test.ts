import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { folderWithLambdas, lambdaOf, type LambdaFiles } from '../support/fixture-lambda.ts';
import { codesOf, type Outcome, type RunOptions, runProgram } from '../support/run-program.ts';

const DIST = pathToFileURL(join(import.meta.dirname, '..', '..', 'dist', 'index.js')).href;

async function invoke(
  lambda: LambdaFiles,
  {
    args = [],
    event = '{}',
    ...options
  }: Partial<RunOptions> & { readonly args?: readonly string[]; readonly event?: string } = {},
): Promise<Outcome> {
  const cwd = folderWithLambdas({ fixture: lambda });
  writeFileSync(join(cwd, 'event.json'), event);
  // Else the SDK is loaded to look for one.
  const env = { AWS_REGION: 'us-east-1', ...options.env };
  return runProgram(['invoke', 'fixture', '--event', 'event.json', ...args], { cwd, ...options, env });
}

const ANSWERS: readonly (readonly [name: string, handler: string, stdout: string])[] = [
  ['an object', 'async (event) => ({ got: event })', '{"got":{"a":"ü"}}\n'],
  ['undefined', 'async () => undefined', 'null\n'],
  ['null', 'async () => null', 'null\n'],
  ['a text', 'async () => "a\\nb"', '"a\\nb"\n'],
  ['without a promise', '() => 1', '1\n'],
];

test.each(ANSWERS)('the answer is printed as JSON: %s', async (_name, handler, stdout) => {
  expect(await invoke(lambdaOf(handler), { event: '{"a":"ü"}' })).toEqual({
    stdout,
    stderr: '',
    status: 0,
    signal: null,
  });
});

test('a large event and a large answer arrive whole', async () => {
  const event = JSON.stringify({ text: 'x'.repeat(5_000_000) });
  const { stdout, status } = await invoke(lambdaOf('async (event) => event'), { event });
  expect(status).toBe(0);
  expect(stdout === `${event}\n`).toBe(true);
});

test('what the Lambda writes stays apart from its answer', async () => {
  const handler =
    'async () => { console.log("to stdout"); process.stdout.write("raw\\n"); console.error("to stderr"); return 1; }';
  const { stdout, stderr } = await invoke(lambdaOf(handler));
  expect(stdout).toBe('1\n');
  expect(stderr.split('\n').toSorted()).toEqual(['', 'raw', 'to stderr', 'to stdout']);
});

test('the event may stand on stdin', async () => {
  const cwd = folderWithLambdas({ fixture: lambdaOf('async (event) => event') });
  const args = ['invoke', 'fixture', '--event', '-'];
  expect(await runProgram(args, { cwd, input: '[1]' })).toMatchObject({ stdout: '[1]\n', status: 0 });
});

test('another bundle of the Lambda is another handler', async () => {
  const lambda = {
    ...lambdaOf('async () => 1'),
    'dist/deliver.mjs': 'export const handler = async () => process.env._HANDLER;',
  };
  expect(await invoke(lambda, { args: ['--handler', 'deliver'] })).toMatchObject({
    stdout: '"deliver.handler"\n',
  });
});

test('the handler gets a context, and an environment as Lambda has it besides our own', async () => {
  const handler = `async (event, context) => {
    const before = context.getRemainingTimeInMillis();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { context, before, after: context.getRemainingTimeInMillis(), env: process.env, cwd: process.cwd(), argv: process.argv };
  }`;
  const env = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'a',
    KMSCRYPT_CONFIG: '{}',
    MINE: '1',
  };
  const { stdout } = await invoke(lambdaOf(handler), { env, args: ['--timeout', '30'] });
  const got = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  expect(got['before']).toBeLessThanOrEqual(30_000);
  expect(got['before']).toBeGreaterThan(0);
  expect(Number(got['before']) - Number(got['after'])).toBeGreaterThanOrEqual(49);
  expect(got).toMatchObject({
    context: {
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
      functionName: 'fixture',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:fixture',
      memoryLimitInMB: '512',
      logGroupName: '/aws/lambda/fixture',
    },
    env: {
      ...env,
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture',
      LAMBDA_TASK_ROOT: expect.stringMatching(/lambda-fixture$/),
      _HANDLER: 'index.handler',
    },
  });
});

test.each([
  ['AWS_REGION', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
  ['AWS_DEFAULT_REGION', { AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ['the profile', { AWS_PROFILE: 'dev' }, 'eu-west-3'],
  ['a default', { AWS_ACCESS_KEY_ID: 'without its secret' }, 'us-east-1'],
])('the region is that of %s', async (_name, env, region) => {
  const cwd = folderWithLambdas({ fixture: lambdaOf('async () => process.env.AWS_REGION') });
  writeFileSync(join(cwd, 'config'), '[profile dev]\nregion = eu-west-3\n');
  const args = ['invoke', 'fixture', '--event', '-'];
  const all = { AWS_CONFIG_FILE: join(cwd, 'config'), ...env };
  expect(await runProgram(args, { cwd, input: '{}', env: all })).toMatchObject({ stdout: `"${region}"\n` });
});

const THROWN: readonly (readonly [name: string, handler: string, code: string, status: number])[] = [
  ['any error', 'async () => { throw new TypeError("no"); }', 'INVOCATION_FAILED', 3],
  ['no error', 'async () => { throw 5; }', 'INVOCATION_FAILED', 3],
  ['before it is a promise', '() => { throw new TypeError("no"); }', 'INVOCATION_FAILED', 3],
  [
    'a code of ours',
    'async () => { throw Object.assign(new Error("no"), { code: "CONFIG_INVALID" }); }',
    'CONFIG_INVALID',
    2,
  ],
  [
    'a code of AWS access',
    'async () => { throw Object.assign(new Error("no"), { code: "ACCESS_DENIED" }); }',
    'ACCESS_DENIED',
    4,
  ],
  [
    'another code',
    'async () => { throw Object.assign(new Error("no"), { code: "ENOENT" }); }',
    'INVOCATION_FAILED',
    3,
  ],
  [
    'later, by a promise of nobody',
    'async () => { void Promise.reject(new Error("no")); await new Promise((r) => setTimeout(r, 5000)); }',
    'INVOCATION_FAILED',
    3,
  ],
  [
    'later, outside',
    'async () => { setTimeout(() => { throw new Error("no"); }); await new Promise((r) => setTimeout(r, 5000)); }',
    'INVOCATION_FAILED',
    3,
  ],
  ['what cannot be JSON', 'async () => 1n', 'INVOCATION_FAILED', 3],
  ['nothing, and ends the process', 'async () => process.exit(0)', 'INVOCATION_FAILED', 3],
  ['nothing, and is killed', 'async () => process.kill(process.pid, "SIGKILL")', 'INVOCATION_FAILED', 3],
  ['nothing, and waits for nothing', 'async () => new Promise(() => {})', 'INVOCATION_FAILED', 3],
];

test.each(THROWN)('a handler fails with %s', async (_name, handler, code, status) => {
  const outcome = await invoke(lambdaOf(handler));
  expect(outcome).toMatchObject({ stdout: '', status });
  expect(codesOf(outcome)).toEqual([code]);
});

test('name and message of what was thrown are told, every line of it', async () => {
  const { stderr } = await invoke(lambdaOf('async () => { throw new TypeError("one\\ntwo"); }'));
  expect(stderr).toBe(
    'kmscrypt-lambda: error: fixture: TypeError: one [INVOCATION_FAILED]\nkmscrypt-lambda: error: two [INVOCATION_FAILED]\n',
  );
});

test('the hints of an error of ours are told', async () => {
  const handler =
    'async () => { throw Object.assign(new Error("no"), { code: "USAGE", hints: ["do it"] }); }';
  expect((await invoke(lambdaOf(handler))).stderr).toContain('kmscrypt-lambda: hint: do it\n');
});

const UNLOADABLE: readonly (readonly [name: string, bundle: string])[] = [
  ['throws', 'throw new Error("no");'],
  ['is no JavaScript', '{{{'],
  ['exports no handler', 'export const other = 1;'],
  ['waits for nothing', 'await new Promise(() => {});'],
];

test.each(UNLOADABLE)('a bundle that %s fails', async (_name, bundle) => {
  const outcome = await invoke({ 'dist/index.mjs': bundle });
  expect(outcome).toMatchObject({ stdout: '', status: 3 });
  expect(codesOf(outcome)).toEqual(['INVOCATION_FAILED']);
});

const SLOW: readonly (readonly [name: string, lambda: LambdaFiles])[] = [
  ['an invocation', lambdaOf('async () => { setInterval(() => {}, 1000); await new Promise(() => {}); }')],
  ['an invocation that leaves no turn', lambdaOf('async () => { for (;;); }')],
  ['loading', { 'dist/index.mjs': 'setInterval(() => {}, 1000); await new Promise(() => {});' }],
];

test.each(SLOW)('%s that takes too long is ended', async (_name, lambda) => {
  const outcome = await invoke(lambda, { args: ['--timeout', '0.5'] });
  expect(outcome).toMatchObject({ stdout: '', status: 5 });
  expect(codesOf(outcome)).toEqual(['INVOCATION_TIMEOUT']);
});

const EVENTS: readonly (readonly [name: string, event: string])[] = [
  ['no JSON', '{"canary":'],
  ['empty', ''],
];

test.each(EVENTS)('an event that is %s is refused, and not quoted', async (_name, event) => {
  const outcome = await invoke(lambdaOf('async () => 1'), { event });
  expect(outcome).toMatchObject({ stdout: '', status: 7, stderr: expect.not.stringContaining('canary') });
  expect(codesOf(outcome)).toEqual(['EVENT_UNREADABLE']);
});

test('a file that is not there is told', async () => {
  const outcome = await invoke(lambdaOf('async () => 1'), { args: [] });
  expect(outcome.status).toBe(0);
  const cwd = folderWithLambdas({ fixture: lambdaOf('async () => 1') });
  const missing = await runProgram(['invoke', 'fixture', '--event', 'none.json'], { cwd });
  expect(missing).toMatchObject({ stdout: '', status: 7 });
  expect(missing.stderr).toContain('none.json');
});

const USAGE: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['no event', ['invoke', 'fixture']],
  ['no Lambda', ['invoke', '--event', '-']],
  ['a time-out of 0', ['invoke', 'fixture', '--event', '-', '--timeout', '0']],
  ['a time-out beyond that of Lambda', ['invoke', 'fixture', '--event', '-', '--timeout', '901']],
  ['a time-out that is no number', ['invoke', 'fixture', '--event', '-', '--timeout', 'soon']],
  ['an option without its value', ['invoke', 'fixture', '--event']],
  ['an option given twice', ['invoke', 'fixture', '--event', '-', '--event', '-']],
  ['an unknown option', ['invoke', 'fixture', '--event', '-', '--memory', '5']],
  ['too many arguments', ['invoke', 'fixture', 'other', '--event', '-']],
  ['nothing at all', []],
  ['an option first', ['--event', '-']],
];

test.each(USAGE)('%s is a usage error', async (_name, args) => {
  const cwd = folderWithLambdas({ fixture: lambdaOf('async () => 1') });
  const outcome = await runProgram(args, { cwd, input: '{}' });
  expect(outcome).toMatchObject({ stdout: '', status: 2 });
  expect(codesOf(outcome)).toEqual(['USAGE']);
});

// That there is an outcome says that the Lambda has ended, too: it had stderr open.
test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  '%s ends the Lambda and the program',
  async (signal) => {
    const handler =
      'async () => { console.log(`pid ${process.pid}`); setInterval(() => {}, 1000); await new Promise(() => {}); }';
    let pid = 0;
    const outcome = await invoke(lambdaOf(handler), {
      onSpawn: (child) => {
        child.stderr?.on('data', (chunk) => {
          pid = Number(/pid (\d+)/.exec(String(chunk))?.[1] ?? pid);
          child.kill(signal);
        });
      },
    });
    expect(outcome).toMatchObject({ stdout: '', signal });
    expect(pid).toBeGreaterThan(0);
  },
);

test('the shell of our Lambdas runs in it: logs and metrics on stderr, the answer on stdout', async () => {
  const bundle = `
    import { createHandler } from ${JSON.stringify(DIST)};
    export const handler = createHandler({
      service: 'fixture',
      setup: async () => undefined,
      handle: async ({ messages, signal, logger, metrics }) => {
        // A timer that does not keep the process awake.
        await new Promise((resolve) => setTimeout(resolve, 100).unref());
        logger.info('worked');
        metrics.addMetric('Things', 'Count', messages.length);
        return new Map(messages.map(({ id }) => [id, { status: 'done' }]));
      },
    });`;
  const record = {
    messageId: 'm0',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:q',
    body: '{}',
  };
  const event = JSON.stringify({ Records: [record] });
  const { stdout, stderr, status } = await invoke({ 'dist/index.mjs': bundle }, { event });
  expect({ stdout, status }).toEqual({ stdout: '{"batchItemFailures":[]}\n', status: 0 });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toMatchObject([
    { message: 'worked', function_name: 'fixture' },
    { Things: 1, service: 'fixture' },
  ]);
});
