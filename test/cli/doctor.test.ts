import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { awsError, faultKms, listen } from '../support/fault-kms.ts';
import { awsEnv, createKey } from '../support/kms-at.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, type Outcome, run } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';

const endpoint = inject('endpoint');
const folders = makeFolder();
afterAll(() => rmSync(folders, { recursive: true, force: true }));
const makeHome = (): string => mkdtempSync(join(folders, 'home-'));
const KEY = randomBytes(32).toString('base64');
const HERMETIC = { AWS_EC2_METADATA_DISABLED: 'true' };
const ALIAS = ['--key-id', 'alias/doctor'];

/** What STS answers, as the AWS query protocol has it. */
const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::111122223333:user/one</Arn><UserId>AIDA</UserId><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const identity = { status: 200, body: IDENTITY, headers: { 'content-type': 'text/xml' } } as const;
const refusal = (code: string): { status: number; body: string; headers: Record<string, string> } => ({
  status: 403,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
  headers: { 'content-type': 'text/xml' },
});
/** STS is called at the path alone. */
const isSts = (operation: string): boolean => operation === '/';

interface Told {
  readonly name: string;
  readonly status: string;
  readonly found: string;
  readonly code?: string;
  readonly cures: readonly string[];
}

function checksOf({ stdout, stderr }: Outcome): readonly Told[] {
  expect(stdout.toString(), stderr).not.toBe('');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the command prints, of which each test looks at some
  return JSON.parse(stdout.toString()) as Told[];
}

/** The status of each check by its name; a failure's code instead. */
function inShort(outcome: Outcome): Record<string, string> {
  return Object.fromEntries(checksOf(outcome).map(({ name, status, code }) => [name, code ?? status]));
}

describe.concurrent.each(PROGRAMS)('doctor with the $name', (program) => {
  const doctor = async (
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    cwd: string = makeHome(),
  ): Promise<Outcome> =>
    run(program, ['doctor', '--json', ...args], { env: { HOME: cwd, ...HERMETIC, ...env }, cwd });

  it.skipIf(endpoint === '')('finds nothing wrong', async () => {
    await createKey(endpoint, 'alias/doctor');
    const cwd = makeHome();
    writeFileSync(join(cwd, '.kmscrypt.yaml'), 'rules:\n  - path: "*.json"\n    key-id: alias/doctor\n');
    const env = awsEnv(endpoint);
    const outcome = await doctor(['--filename', 'app.json'], { ...env, KMSCRYPT_LOCAL_KEY: KEY }, cwd);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const checks = checksOf(outcome);
    expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['ok']));
    const found = Object.fromEntries(checks.map((check) => [check.name, check.found]));
    expect(found).toMatchObject({
      rules: expect.stringContaining('*.json'),
      region: 'us-east-1 (AWS_REGION)',
      credentials: 'te... (AWS_ACCESS_KEY_ID)',
      identity: expect.stringMatching(/^arn:aws:sts::123456789012:.*123456789012$/),
      key: expect.stringMatching(/^alias\/doctor \(the rule\): arn:aws:kms:us-east-1:123456789012:key\/.+$/),
    });
    const table = await run(program, ['doctor', ...ALIAS], { env: { ...HERMETIC, ...env }, cwd });
    expect(table).toMatchObject({ status: 0, stderr: '' });
    expect(table.stdout.toString()).toMatch(/^ok {4}decrypt {6}alias\/doctor$/m);
    for (const secret of [KEY, env['AWS_SECRET_ACCESS_KEY'] ?? '']) {
      expect(outcome.stdout.toString()).not.toContain(`"${secret}`);
    }
  });

  it.skipIf(endpoint === '')('tries each of several keys', async () => {
    await createKey(endpoint, 'alias/doctor');
    const outcome = await doctor([...ALIAS, '--key-id', 'alias/nowhere', '--key-id', 'local'], {
      ...awsEnv(endpoint),
      KMSCRYPT_LOCAL_KEY: KEY,
    });
    expect(codesOf(outcome.stderr)).toEqual(['KEY_NOT_FOUND']);
    expect(outcome.status).toBe(4);
    expect(
      checksOf(outcome)
        .slice(7)
        .map(({ name, status }) => [name, status]),
    ).toEqual([
      ...['key', 'encrypt', 'data key', 'decrypt'].map((name) => [name, 'ok']),
      ['key', 'fail'],
      ...['encrypt', 'data key', 'decrypt'].map((name) => [name, 'skip']),
      ...['key', 'encrypt', 'decrypt'].map((name) => [name, 'ok']),
    ]);
  });

  it('needs no AWS for the local key', async () => {
    const outcome = await doctor(['--key-id', 'local'], { KMSCRYPT_LOCAL_KEY: KEY });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(inShort(outcome)).toEqual({
      program: 'ok',
      rules: 'skip',
      region: 'skip',
      credentials: 'skip',
      identity: 'skip',
      clock: 'skip',
      'local key': 'ok',
      key: 'ok',
      encrypt: 'ok',
      decrypt: 'ok',
    });
    const refused = await doctor(['--key-id', 'local'], {
      KMSCRYPT_LOCAL_KEY: KEY,
      KMSCRYPT_REFUSE_LOCAL: '1',
    });
    expect(refused.status).toBe(4);
    expect(inShort(refused)).toMatchObject({
      'local key': 'LOCAL_KEY_REFUSED',
      encrypt: 'skip',
      decrypt: 'skip',
    });
  });

  it('tells of a missing region', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    const outcome = await doctor(ALIAS, env);
    expect(codesOf(outcome.stderr)).toEqual(['REGION_MISSING']);
    expect(outcome.status).toBe(2);
    expect(inShort(outcome)).toMatchObject({
      region: 'REGION_MISSING',
      credentials: 'ok',
      identity: 'skip',
      clock: 'skip',
      key: 'skip',
      decrypt: 'skip',
    });
  });

  it('takes the region of the profile', async () => {
    using kms = await faultKms(() => identity);
    const cwd = makeHome();
    mkdirSync(join(cwd, '.aws'));
    writeFileSync(join(cwd, '.aws', 'config'), '[profile work]\nregion = eu-west-1\n');
    const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI\n';
    writeFileSync(join(cwd, '.aws', 'credentials'), `[work]\n${keys}`);
    const outcome = await doctor(['--profile', 'work'], { AWS_ENDPOINT_URL: kms.endpoint }, cwd);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const found = Object.fromEntries(checksOf(outcome).map((check) => [check.name, check.found]));
    expect(found).toMatchObject({
      region: 'eu-west-1 (the profile)',
      credentials: 'AKIA...MPLE (the shared files, profile work)',
      identity: 'arn:aws:iam::111122223333:user/one, account 111122223333',
    });
    // Who only decrypts needs no key; but one has to know.
    expect(inShort(outcome)).toMatchObject({ key: 'warn', encrypt: 'skip' });
    expect(outcome.stdout.toString()).not.toContain('wJalr');
  });

  it('tells of missing credentials', async () => {
    const outcome = await doctor(ALIAS, { AWS_REGION: 'us-east-1' });
    expect(codesOf(outcome.stderr)).toEqual(['CREDENTIALS_MISSING']);
    expect(outcome.status).toBe(4);
    expect(inShort(outcome)).toMatchObject({ region: 'ok', identity: 'skip', clock: 'skip', key: 'skip' });
    const half = await doctor(ALIAS, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test' });
    expect(inShort(half)).toMatchObject({ region: 'ok', credentials: 'CREDENTIALS_MISSING', key: 'skip' });
  });

  it('tells of credentials that AWS refuses, once', async () => {
    using kms = await faultKms((_call, operation) =>
      isSts(operation) ? refusal('InvalidClientTokenId') : awsError(400, 'UnrecognizedClientException'),
    );
    const outcome = await doctor(ALIAS, awsEnv(kms.endpoint));
    expect(outcome.status).toBe(4);
    expect(inShort(outcome)).toMatchObject({
      credentials: 'ok',
      identity: 'CREDENTIALS_REFUSED',
      clock: 'ok',
      key: 'skip',
      decrypt: 'skip',
    });
  });

  it('tells of a permission that is missing', async () => {
    using kms = await faultKms((_call, operation) =>
      isSts(operation)
        ? identity
        : awsError(400, 'AccessDeniedException', 'is not authorized to perform: kms:Encrypt'),
    );
    const outcome = await doctor(ALIAS, awsEnv(kms.endpoint));
    expect(codesOf(outcome.stderr)).toEqual(['ACCESS_DENIED']);
    expect(hintsOf(outcome.stderr)).toEqual([expect.stringContaining('kms:Encrypt')]);
    expect(outcome.status).toBe(4);
    expect(inShort(outcome)).toMatchObject({
      key: 'ok',
      encrypt: 'ACCESS_DENIED',
      'data key': 'ACCESS_DENIED',
      decrypt: 'skip',
    });
  });

  it('tells of throttling, and does not try for long', async () => {
    using kms = await faultKms((_call, operation) =>
      isSts(operation) ? identity : awsError(400, 'ThrottlingException', 'Rate exceeded'),
    );
    const outcome = await doctor(ALIAS, awsEnv(kms.endpoint));
    expect(outcome.status).toBe(5);
    expect(inShort(outcome)).toMatchObject({ key: 'ok', encrypt: 'THROTTLED' });
    expect(kms.calls.filter((operation) => operation === 'Encrypt')).toHaveLength(2);
  });

  it('tells of an endpoint where nothing listens', async () => {
    const outcome = await doctor(ALIAS, awsEnv('http://127.0.0.1:1'));
    expect(codesOf(outcome.stderr)).toEqual(['NETWORK']);
    expect(outcome.status).toBe(6);
    expect(inShort(outcome)).toMatchObject({
      identity: 'NETWORK',
      clock: 'skip',
      key: 'NETWORK',
      encrypt: 'skip',
    });
  });

  it('tells of a network that swallows everything within seconds', async () => {
    using kms = await faultKms(() => 'hang');
    const start = performance.now();
    const outcome = await doctor([...ALIAS, '--key-id', 'alias/other'], awsEnv(kms.endpoint));
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(outcome.status).toBe(5);
    expect(inShort(outcome)).toMatchObject({
      identity: 'TIMEOUT',
      clock: 'skip',
      key: 'TIMEOUT',
      decrypt: 'skip',
    });
    for (const { cures } of checksOf(outcome).filter(({ status }) => status === 'fail')) {
      expect(cures).not.toEqual([]);
    }
  });

  it.skipIf(endpoint === '')('only warns of an STS that cannot be reached where KMS can', async () => {
    await createKey(endpoint, 'alias/doctor');
    const outcome = await doctor(ALIAS, { ...awsEnv(endpoint), AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(inShort(outcome)).toMatchObject({ identity: 'warn', clock: 'skip', decrypt: 'ok' });
  });

  it.for([
    [0, 'ok'],
    [2, 'warn'],
    [7, 'CLOCK_SKEW'],
    [-7, 'CLOCK_SKEW'],
  ] as const)('compares its clock with one that is %s minutes ahead', async ([minutes, expected]) => {
    const server = createServer((message, response) => {
      message.resume();
      const date = new Date(Date.now() + minutes * 60_000).toUTCString();
      response.writeHead(200, { 'content-type': 'text/xml', date }).end(IDENTITY);
    });
    const outcome = await doctor([], awsEnv(await listen(server)));
    server.close();
    server.closeAllConnections();
    expect(inShort(outcome)).toMatchObject({ identity: 'ok', clock: expected });
    expect(outcome.status).toBe(expected === 'CLOCK_SKEW' ? 4 : 0);
  });

  it('tells of rules that cannot be read, and goes on without them', async () => {
    const cwd = makeHome();
    writeFileSync(join(cwd, '.kmscrypt.yaml'), 'rules:\n  - { path: 1, key-id: local }\nx: 1\n');
    const outcome = await doctor(
      [],
      { KMSCRYPT_LOCAL_KEY: KEY, KMSCRYPT_KEY_ID: 'local', ...awsEnv('http://127.0.0.1:1') },
      cwd,
    );
    expect(codesOf(outcome.stderr)).toEqual(['RULES_INVALID']);
    expect(outcome.status).toBe(2);
    expect(checksOf(outcome)[1]).toMatchObject({
      name: 'rules',
      code: 'RULES_INVALID',
      found: expect.stringMatching(/\.kmscrypt\.yaml:2:\d+: .*; \.kmscrypt\.yaml:3:1: /),
      cures: [expect.any(String)],
    });
    expect(inShort(outcome)).toMatchObject({ region: 'ok', key: 'skip', encrypt: 'skip' });
    const named = await doctor(['--key-id', 'local'], { KMSCRYPT_LOCAL_KEY: KEY }, cwd);
    expect(inShort(named)).toMatchObject({ rules: 'RULES_INVALID', key: 'ok', decrypt: 'ok' });
  });

  it('tells of a region that contradicts the key', async () => {
    using kms = await faultKms(() => identity);
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000';
    const outcome = await doctor(['--key-id', arn, '--aws-region', 'us-east-1'], awsEnv(kms.endpoint));
    expect(outcome.status).toBe(2);
    expect(inShort(outcome)).toMatchObject({ region: 'REGION_CONFLICT', identity: 'skip' });
  });
});
