import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import { PROGRAMS } from '../support/programs.ts';
import { localToken, run, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Promise 5: plaintext never goes to the argv of a child, a log, an error message or a cache on disk.

const CANARY = 'canary-3f9a2c77d1';
/** As it is, and as base64 has it at any of its three offsets. */
const TRACES = [
  CANARY,
  ...[0, 1, 2].map((offset) =>
    Buffer.from('x'.repeat(offset) + CANARY)
      .toString('base64')
      .slice(4, -4),
  ),
];
const KEY = randomBytes(32).toString('base64');
const endpoint = inject('endpoint');
let token = '';
let blob = '';

beforeAll(async () => {
  token = await localToken(KEY, `${CANARY}"\n`);
  if (endpoint === '') return;
  const keyId = await createKey(endpoint);
  const { CiphertextBlob: ciphertext } = await callKms(endpoint, 'Encrypt', {
    KeyId: keyId,
    Plaintext: Buffer.from(CANARY).toString('base64'),
  });
  blob = `kmscrypt::${String(ciphertext)}`;
});

function tracesIn(text: string): string[] {
  return TRACES.filter((trace) => text.includes(trace));
}

describe.each(PROGRAMS)('a canary in the plaintext, with the $name', (program) => {
  /** HOME and every other folder of this user that a program might keep something in. */
  const homeIn = (cwd: string): Record<string, string> => {
    const home = join(cwd, 'home');
    mkdirSync(home, { recursive: true });
    const folders = [
      'TMPDIR',
      'XDG_CACHE_HOME',
      'XDG_CONFIG_HOME',
      'XDG_STATE_HOME',
      'XDG_DATA_HOME',
      'XDG_RUNTIME_DIR',
      'NODE_COMPILE_CACHE',
      'BUN_RUNTIME_TRANSPILER_CACHE_PATH',
      'BUN_INSTALL',
    ];
    for (const name of folders) mkdirSync(join(home, name));
    return { HOME: home, ...Object.fromEntries(folders.map((name) => [name, join(home, name)])) };
  };

  it.skipIf(lacking('strace'))(
    'is in no file of HOME, of temporary folders and caches, and in no argv',
    async () => {
      const cwd = temporaryFolder();
      const env = { KMSCRYPT_LOCAL_KEY: KEY, ...homeIn(cwd) };
      writeFileSync(join(cwd, 'secret'), CANARY);
      writeFileSync(join(cwd, 'file'), `{"a": "${token}"}`);
      const lines: readonly (readonly string[])[] = [
        ['encrypt', '--key-id', 'local', 'secret'],
        ['encrypt', '--key-id', 'local', '--lines', '--envelope', '-'],
        ['decrypt', 'file'],
        ['decrypt', '--as', 'json', 'file'],
        ['decrypt', '--output', 'opened', 'file'],
        ['decrypt', '--in-place', 'file'],
      ];
      for (const args of lines) {
        const trace = join(cwd, 'trace');
        const traced = [
          'strace',
          '-f',
          '-s',
          '4096',
          '-e',
          'trace=execve,execveat',
          '-o',
          trace,
          ...program.command,
          ...args,
        ];
        const outcome = await runCommand(traced, { env, cwd, input: `${CANARY}\n` });
        expect(outcome.status, outcome.stderr).toBe(0);
        expect(tracesIn(outcome.stderr), `stderr of ${args.join(' ')}`).toEqual([]);
        expect(tracesIn(readFileSync(trace, 'utf8')), `argv of ${args.join(' ')}`).toEqual([]);
      }
      const pattern = TRACES.flatMap((trace) => ['-e', trace]);
      const found = spawnSync('grep', ['-rlaF', ...pattern, cwd], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n');
      expect(found.toSorted()).toEqual(['file', 'opened', 'secret'].map((name) => join(cwd, name)));
      if (program.name === 'node') {
        expect(
          execFileSync('find', [join(cwd, 'home'), '-type', 'f'], { encoding: 'utf8' }),
          'the compile cache',
        ).not.toBe('');
      }
    },
  );

  it.for(['json', 'yaml', 'toml', 'dotenv', 'properties', 'ini', 'xml', 'hcl'])(
    'is in no message about %s',
    async (format) => {
      const env = { KMSCRYPT_LOCAL_KEY: KEY };
      for (const text of [
        `"${token}`,
        `{ a: "${token}" ]`,
        `<a b='${token}'><`,
        `a = '${token}'\n= [`,
        `a: ${token}: |\n- {`,
        `key ${token}`,
      ]) {
        const { stderr } = await run(program, ['decrypt', '--as', format], { env, input: text });
        expect(tracesIn(stderr), text.replace(token, 'TOKEN')).toEqual([]);
      }
    },
  );

  it.for([
    ['decrypt', '--output', '/dev/null/file'],
    ['decrypt', '--output', '/'],
    ['decrypt', '--context', 'a=b'],
  ])('is in no message of %j', async (args: readonly string[]) => {
    const { stderr, status } = await run(program, args, {
      env: { KMSCRYPT_LOCAL_KEY: KEY },
      input: `"${token}"`,
    });
    expect(status).not.toBe(0);
    expect(tracesIn(stderr), 'stderr').toEqual([]);
  });

  it.for([
    ['encrypt', '--plaintext', CANARY],
    ['encrypt', '--plaintext', CANARY, '--key-id', 'local', '--region', 'x'],
    ['encrypt', '--plaintext', CANARY, '--plaintext', CANARY, '--key-id', 'local'],
    ['encrypt', '--plaintext', CANARY, '--key-id', ''],
    ['encrypt', '--plaintext', CANARY, 'file'],
    ['encrypt', `--lines=${CANARY}`, '--key-id', 'local'],
  ])('is in no usage error: %j', async (args) => {
    const { stderr, status } = await run(program, args, { env: { KMSCRYPT_LOCAL_KEY: 'x' } });
    expect(status).not.toBe(0);
    expect(tracesIn(stderr), 'stderr').toEqual([]);
  });

  /** Answers of KMS that cannot be read, with the plaintext in them. */
  const GARBLED: readonly (readonly [string, Fault])[] = [
    ['cut', { change: (body) => body.slice(0, -5) }],
    ['with a comma too many', { change: (body) => body.replace('}', ',}') }],
    ['without quotes', { change: (body) => body.replaceAll('"', '') }],
    [
      'without the quotes of the plaintext',
      { change: (body) => body.replace(/("Plaintext": *)"([^"]*)"/, '$1$2') },
    ],
    [
      'with a broken word behind the plaintext',
      { change: (body) => body.replace(/("Plaintext": *"[^"]*")/, '$1x') },
    ],
    ['with bytes before it', { change: (body) => `garbage ${body}` }],
  ];
  it.skipIf(endpoint === '').for(GARBLED)('is in no message about an answer %s', async ([name, fault]) => {
    using kms = await faultKms(() => fault, endpoint);
    const { stderr } = await run(program, ['decrypt', '--ciphertext', blob], {
      env: { ...awsEnv(kms.endpoint), AWS_MAX_ATTEMPTS: '1' },
    });
    expect(kms.calls, name).not.toEqual([]);
    expect(tracesIn(stderr), 'stderr').toEqual([]);
  });
});
