import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { HARD, secret, tracesIn } from '../support/canary.ts';
import { EXEC_PROGRAMS, type ExecProgram } from '../support/exec-programs.ts';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { folderWith } from '../support/folder-with.ts';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import {
  codesOf,
  localToken,
  localTokens,
  type Outcome,
  run,
  runCommand,
  type RunOptions,
} from '../support/run.ts';
import { PROGRAMS, times } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// What exec opens, and what it does where it cannot.

const moto = inject('endpoint');
const KEY = randomBytes(32).toString('base64');
const local = { KMSCRYPT_LOCAL_KEY: KEY };
let token = '';
let nul = '';
let blob = '';

beforeAll(async () => {
  token = await localToken(KEY, secret('local'));
  nul = await localToken(KEY, `${secret('nul')}\0`);
  if (moto === '') return;
  const { CiphertextBlob: ciphertext } = await callKms(moto, 'Encrypt', {
    KeyId: await createKey(moto),
    Plaintext: Buffer.from(secret('kms')).toString('base64'),
  });
  blob = `kmscrypt::${String(ciphertext)}`;
});

/** Prints the variables whose names begin with `T_`, a line each. */
const PRINT = ['sh', '-c', 'env | grep ^T_ | sort'];

function exec(
  program: ExecProgram,
  options: readonly string[],
  { command = PRINT, ...rest }: RunOptions & { readonly command?: readonly string[] } = {},
): Promise<Outcome> {
  return runCommand([...program.command, 'exec', ...options, '--', ...command], rest);
}

function variablesOf({ stdout, stderr }: Outcome): Record<string, string> {
  expect(stderr).toBe('');
  const lines = stdout.toString('utf8').trim().split('\n');
  return Object.fromEntries(lines.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]));
}

/** What came of a run: nothing on stdout, so nothing started, and no secret told. */
function refusalOf({ stderr, stdout, status }: Outcome): unknown {
  return { codes: codesOf(stderr), status, stdout: stdout.toString(), traces: tracesIn(stderr) };
}

function refused(codes: readonly string[], status: number): unknown {
  return { codes, status, stdout: '', traces: [] };
}

// What is opened is the same on every Node; that it runs on the oldest, the other tests of exec tell.
const PROGRAMS_HERE = EXEC_PROGRAMS.slice(0, times(2, 3));

describe.each(PROGRAMS_HERE)('variables, with the $name', (program) => {
  it('are opened where they hold tokens, anywhere in them', async () => {
    const env = {
      ...local,
      T_URL: `postgres://u:${token}@h/${token}`,
      T_PLAIN: 'x',
      T_EMPTY: '',
      T_BARE: 'kmscrypt::',
    };
    expect(variablesOf(await exec(program, [], { env }))).toEqual({
      T_URL: `postgres://u:${secret('local')}@h/${secret('local')}`,
      T_PLAIN: 'x',
      T_EMPTY: '',
      T_BARE: 'kmscrypt::',
    });
  });

  it('are exactly what was encrypted', async () => {
    const env = { ...local, T_HARD: await localToken(KEY, HARD) };
    const outcome = await exec(program, [], { env, command: ['sh', '-c', 'printf %s "$T_HARD"'] });
    expect(outcome).toMatchObject({ stdout: Buffer.from(HARD), stderr: '' });
  });

  it('are chosen by --only and --except', async () => {
    const env = { ...local, T_A: token, T_AB: token, T_C: token };
    const opened = secret('local');
    const cases: readonly (readonly [readonly string[], Record<string, string>])[] = [
      [['--only', 'T_A'], { T_A: opened, T_AB: token, T_C: token }],
      [['--only', 'T_A*'], { T_A: opened, T_AB: opened, T_C: token }],
      [['--except=T_A*'], { T_A: token, T_AB: token, T_C: opened }],
      [['--only', 'T_A*', '--only', 'T_C', '--except', '*B'], { T_A: opened, T_AB: token, T_C: opened }],
      [['--except', '*'], { T_A: token, T_AB: token, T_C: token }],
    ];
    for (const [options, expected] of cases) {
      expect(variablesOf(await exec(program, options, { env }))).toEqual(expected);
    }
  });

  it('come from env files, over which the environment wins, and a later one over an earlier one', async () => {
    const cwd = folderWith({
      one: `T_A=${token}\nT_B=kmscrypt::AAAA\nT_C=kmscrypt::AAAA\nexport T_D="x y"\n`,
      two: `T_B='${token}'\n`,
    });
    const env = { ...local, T_C: 'mine' };
    expect(
      variablesOf(await exec(program, ['--env-file', 'one', '--env-file', 'two'], { cwd, env })),
    ).toEqual({
      T_A: secret('local'),
      T_B: secret('local'),
      T_C: 'mine',
      T_D: 'x y',
    });
  });

  it('of an env file are for the command, not for us', async () => {
    using aws = await faultKms(() => 'hang');
    const cwd = folderWith({
      env: `AWS_REGION=us-east-1\nAWS_ENDPOINT_URL=${aws.endpoint}\nT_A=kmscrypt::AAAA\n`,
    });
    const outcome = await exec(program, ['--env-file', 'env'], { cwd, env: local });
    expect(codesOf(outcome.stderr)).toEqual(['REGION_MISSING']);
    expect(aws.calls).toEqual([]);
    const key = folderWith({ env: `KMSCRYPT_LOCAL_KEY=${KEY}\nT_A=${token}\n` });
    expect(
      codesOf((await exec(program, ['--env-file', 'env'], { cwd: key, env: { HOME: key } })).stderr),
    ).toEqual(['LOCAL_KEY_MISSING']);
  });

  it('hold files of --config', async () => {
    const cwd = folderWith({
      'app.json': `{"password": "${token}", "n": 1}\n`,
      'app.yaml': `# mine\npassword: ${token}\n`,
      'app.conf': token,
      plain: 'a\nb\n',
    });
    const config = ['app.json=T_J', 'app.yaml=T_Y', 'app.conf=T_C', 'plain=T_P'];
    const env = { ...local, T_J: 'kmscrypt::AAAA' };
    const outcome = await exec(
      program,
      config.flatMap((each) => ['--config', each]),
      { cwd, env, command: ['sh', '-c', 'printf "%s|" "$T_J" "$T_Y" "$T_C" "$T_P"'] },
    );
    const opened = secret('local');
    expect(outcome).toMatchObject({ stderr: '', status: 0 });
    expect(outcome.stdout.toString()).toBe(
      `{"password": "${opened}", "n": 1}\n|# mine\npassword: ${opened}\n|${opened}|a\nb\n|`,
    );
  });

  it('need no AWS where nothing is chosen that has to be opened', async () => {
    using aws = await faultKms(() => 'hang');
    const cwd = folderWith({ '.kmscrypt.yaml': 'this: is no rules file\n', plain: 'x' });
    const env = { ...awsEnv(aws.endpoint), T_A: 'x', T_B: 'kmscrypt::AAAA', AWS_PROFILE: 'missing' };
    const options = ['--except', 'T_B', '--config', 'plain=T_C'];
    expect(variablesOf(await exec(program, options, { env, cwd }))).toEqual({
      T_A: 'x',
      T_B: env.T_B,
      T_C: 'x',
    });
    expect(aws.calls).toEqual([]);
  });

  it.skipIf(moto === '')('are opened by KMS, Secrets Manager and SSM, in a call each', async () => {
    const name = `exec/${randomUUID()}`;
    await createSecret(moto, name, JSON.stringify({ db: { password: secret('json') } }));
    await putParameter(moto, `/${name}/one`, secret('one'));
    await putParameter(moto, `/${name}/two`, secret('two'));
    using aws = await faultKms(() => 'pass', moto);
    const env = {
      ...awsEnv(aws.endpoint),
      T_KMS: blob,
      T_SECRET: `secretsmanager::${name}#db.password`,
      T_ONE: `ssm::/${name}/one`,
      T_TWO: `ssm::/${name}/two`,
    };
    expect(variablesOf(await exec(program, [], { env }))).toEqual({
      T_KMS: secret('kms'),
      T_SECRET: secret('json'),
      T_ONE: secret('one'),
      T_TWO: secret('two'),
    });
    expect(aws.calls.toSorted()).toEqual([
      'AmazonSSM.GetParameters',
      'Decrypt',
      'secretsmanager.GetSecretValue',
    ]);
  });

  it.skipIf(moto === '')('cost one call for 500 tokens of an envelope', async () => {
    const key = await createKey(moto);
    const sealed = await run(PROGRAMS[1], ['encrypt', '--key-id', key, '--lines', '--envelope'], {
      env: awsEnv(moto),
      input: Array.from({ length: 500 }, (_, index) => `${index}\n`).join(''),
    });
    const tokens = sealed.stdout.toString().trim().split('\n');
    using aws = await faultKms(() => 'pass', moto);
    const env = {
      ...awsEnv(aws.endpoint),
      ...Object.fromEntries(tokens.map((each, index) => [`T_${index}`, each])),
    };
    const variables = variablesOf(await exec(program, [], { env }));
    expect(variables).toEqual(Object.fromEntries(tokens.map((_, index) => [`T_${index}`, String(index)])));
    expect(aws.calls).toEqual(['Decrypt']);
  });
});

describe.each(PROGRAMS_HERE)('what cannot be opened, with the $name', (program) => {
  it('is told all at once, and nothing is started', async () => {
    const cwd = folderWith({ file: `T_F=kmscrypt::v2::AAAA\n`, 'app.json': '{"a": [1, "kmscrypt::A"]}' });
    const options = ['--env-file', 'file', '--config', 'app.json=T_J', '--only', 'T_*'];
    const env = {
      ...local,
      T_GOOD: token,
      T_A: 'kmscrypt::A',
      T_R: 'secretsmanager::a#',
      OTHER: 'kmscrypt::A',
    };
    const outcome = await exec(program, options, { cwd, env, command: ['touch', 'started'] });
    const told = ['REFERENCE_INVALID', 'INVALID_TOKEN', 'INVALID_MESSAGE', 'INVALID_TOKEN'];
    expect(codesOf(outcome.stderr).toSorted(), outcome.stderr).toEqual(told.toSorted());
    for (const place of [
      'environment: T_A: ',
      'environment: T_R: ',
      'file: T_F: ',
      'app.json:1:11: a[1]: ',
    ]) {
      expect(outcome.stderr).toContain(`kmscrypt: error: ${place}`);
    }
    expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
    expect(tracesIn(outcome.stderr)).toEqual([]);
    expect(existsSync(join(cwd, 'started'))).toBe(false);
  });

  it.for([
    ['a NUL', () => ({ T_A: nul }), [], 'FORMAT_CANNOT_EXPRESS', 3],
    [
      'another local key',
      () => ({ T_A: token, KMSCRYPT_LOCAL_KEY: randomBytes(32).toString('base64') }),
      [],
      'LOCAL_KEY_MISMATCH',
      4,
    ],
    ['no local key', () => ({ T_A: token, KMSCRYPT_LOCAL_KEY_FILE: '/missing' }), [], 'LOCAL_KEY_MISSING', 4],
    ['a refused local key', () => ({ T_A: token, KMSCRYPT_REFUSE_LOCAL: '1' }), [], 'LOCAL_KEY_REFUSED', 4],
    ['no region', () => ({ T_A: 'kmscrypt::AAAA' }), [], 'REGION_MISSING', 2],
    ['another context', () => ({ T_A: token }), ['--context', 'a=b'], 'CONTEXT_MISMATCH', 3],
  ] as const)('%s', async ([, env, options, code, status]) => {
    const given: Record<string, string> = { ...local, ...env() };
    if ('KMSCRYPT_LOCAL_KEY_FILE' in given) delete given['KMSCRYPT_LOCAL_KEY'];
    expect(refusalOf(await exec(program, options, { env: given }))).toEqual(refused([code], status));
  });

  it('a NUL in a file', async () => {
    const cwd = folderWith({ file: `${secret()}\0` });
    expect(refusalOf(await exec(program, ['--config', 'file=T_A'], { cwd }))).toEqual(
      refused(['FORMAT_CANNOT_EXPRESS'], 3),
    );
  });

  it('bytes that are no text, in a file for a variable', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), Buffer.concat([Buffer.from(secret()), Buffer.of(0xff)]));
    expect(refusalOf(await exec(program, ['--config', 'file=T_A'], { cwd }))).toEqual(
      refused(['FORMAT_NOT_PARSABLE'], 3),
    );
  });

  it.for([
    ['no config', ['--config', 'missing=A'], ['INPUT_FAILED'], 7],
    [
      'two that are missing',
      ['--config', 'missing=A', '--config', 'gone=B'],
      ['INPUT_FAILED', 'INPUT_FAILED'],
      7,
    ],
    ['a config that is not what its name says', ['--config', 'broken.json=A'], ['FORMAT_NOT_PARSABLE'], 3],
    ['an env file with a token that is cut', ['--env-file', 'cut.env'], ['INVALID_TOKEN'], 3],
  ] as const)('%s', async ([, options, codes, status]) => {
    const cwd = folderWith({ 'broken.json': `{"a": "${token}"`, 'cut.env': `A=kmscrypt::A # ${secret()}\n` });
    expect(refusalOf(await exec(program, options, { cwd, env: local }))).toEqual(refused(codes, status));
  });

  it('an env file that is missing', async () => {
    const cwd = folderWith({});
    const outcome = await exec(program, ['--env-file', 'missing'], { cwd, command: ['touch', 'started'] });
    // Node itself looks for it, wherever it stands in its command line.
    if (program.name === 'executable') expect(refusalOf(outcome)).toEqual(refused(['INPUT_FAILED'], 7));
    else expect(outcome).toMatchObject({ status: 9, stdout: Buffer.alloc(0) });
    expect(existsSync(join(cwd, 'started'))).toBe(false);
  });

  it('a token that is bound to another file', async () => {
    const cwd = folderWith({
      '.kmscrypt.yaml':
        'rules:\n  - path: "*.env"\n    key-id: local\n    bind: file\n    encrypt: { match: T_ }\n',
      'app.env': `T_A=${secret('bound')}\n`,
    });
    const encrypted = await run(PROGRAMS[1], ['encrypt', '--in-place', 'app.env'], { cwd, env: local });
    expect(encrypted.stderr).toBe('');
    expect(variablesOf(await exec(program, ['--env-file', 'app.env'], { cwd, env: local }))).toEqual({
      T_A: secret('bound'),
    });
    mkdirSync(join(cwd, 'sub'));
    const { stdout } = await runCommand(['cat', 'app.env'], { cwd });
    writeFileSync(join(cwd, 'sub', 'other.env'), stdout);
    expect(refusalOf(await exec(program, ['--env-file', 'sub/other.env'], { cwd, env: local }))).toEqual(
      refused(['TOKEN_MISPLACED'], 3),
    );
  });

  it('AWS that does not answer, in time', async () => {
    using aws = await faultKms(() => 'hang');
    const env = { ...awsEnv(aws.endpoint), T_A: 'kmscrypt::AAAA', T_B: 'secretsmanager::x', T_C: 'ssm::/x' };
    const started = performance.now();
    const outcome = await exec(program, ['--timeout', '0.7'], { env });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(codesOf(outcome.stderr)[0], outcome.stderr).toBe('DEADLINE_EXCEEDED');
    expect(outcome).toMatchObject({ status: 5, stdout: Buffer.alloc(0) });
  });

  it.for([
    ['ACCESS_DENIED', 'AccessDeniedException', 400, 4],
    ['SECRET_NOT_FOUND', 'ResourceNotFoundException', 400, 4],
    ['SECRET_UNUSABLE', 'InvalidRequestException', 400, 4],
    ['CREDENTIALS_EXPIRED', 'ExpiredTokenException', 400, 4],
  ] as const)('%s', async ([code, type, httpStatus, status]) => {
    using aws = await faultKms(() => awsError(httpStatus, type));
    const outcome = await exec(program, [], { env: { ...awsEnv(aws.endpoint), T_A: 'secretsmanager::x' } });
    expect(refusalOf(outcome)).toEqual(refused([code], status));
  });

  it('what AWS answers and cannot be used', async () => {
    const answer = (value: Readonly<Record<string, string>>): (() => Fault) => {
      const body = JSON.stringify({ Name: 'x', ARN: 'arn', VersionStages: ['AWSCURRENT'], ...value });
      return () => ({ status: 200, body });
    };
    const cases: readonly (readonly [Readonly<Record<string, string>>, string, number])[] = [
      [{}, 'AWS_FAILED', 5],
      [{ SecretBinary: 'AAAA' }, 'SECRET_NOT_TEXT', 3],
      [{ SecretString: secret() }, 'SECRET_NOT_JSON', 3],
      [{ SecretString: JSON.stringify({ b: secret() }) }, 'SECRET_PATH_NOT_FOUND', 4],
    ];
    for (const [value, code, status] of cases) {
      using aws = await faultKms(answer(value));
      const env = { ...awsEnv(aws.endpoint), T_A: 'secretsmanager::x#a' };
      expect(refusalOf(await exec(program, [], { env }))).toEqual(refused([code], status));
    }
  });

  it('ends by a signal while AWS hangs, without a debugger', async () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGUSR1'] as const) {
      let reached: () => void = () => {};
      const called = new Promise<void>((resolve) => {
        reached = resolve;
      });
      using aws = await faultKms(() => {
        reached();
        return 'hang';
      });
      const outcome = await exec(program, [], {
        env: { ...awsEnv(aws.endpoint), T_A: 'kmscrypt::AAAA' },
        onSpawn: (child) => void called.then(() => delay(50)).then(() => child.kill(signal)),
      });
      expect(outcome).toMatchObject({ signal, stdout: Buffer.alloc(0), stderr: '' });
    }
  });

  it('a fleet that starts at once waits a random while', async () => {
    using aws = await faultKms(() => awsError(400, 'AccessDeniedException'));
    const env = { ...awsEnv(aws.endpoint), T_A: 'kmscrypt::AAAA' };
    const outcome = await exec(program, ['--start-jitter', '0.2'], { env });
    expect(refusalOf(outcome)).toEqual(refused(['ACCESS_DENIED'], 4));
  });
});

describe.each(PROGRAMS_HERE)('the secret, with the $name', (program) => {
  it('is in no line of a command, nor in a message about its size', async () => {
    const [large = ''] = await localTokens(KEY, [secret().repeat(6_000)]);
    const cwd = temporaryFolder();
    const outcome = await exec(program, ['--env-file', 'env'], {
      cwd: folderWith({ env: `T_A=${large}\n` }),
      env: local,
    });
    expect(refusalOf(outcome)).toEqual(refused(['ENVIRONMENT_TOO_LARGE'], 3));
    expect(outcome.stderr).toContain('T_A');
    const lines = await exec(program, [], {
      cwd,
      env: { ...local, T_A: token },
      command: [
        'sh',
        '-c',
        'for each in /proc/[0-9]*/cmdline; do tr "\\0" " " < $each; echo; done 2> /dev/null',
      ],
    });
    expect(tracesIn(lines.stdout.toString())).toEqual([]);
    expect(lines.stdout.toString()).not.toContain(KEY);
  });
});
