import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_STATUS } from '../../packages/cli/src/errors/exit-status.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, localToken, run } from '../support/run.ts';

const KEY = randomBytes(32).toString('base64');
const env = { KMSCRYPT_LOCAL_KEY: KEY };
const BINARY = Buffer.from([0xff, 0xfe]);

/** Codes that no other test comes to: the format, the text around a token, its plaintext. */
const TEXTS: readonly (readonly [
  keyof typeof EXIT_STATUS,
  string,
  (token: string) => string,
  string | Buffer,
])[] = [
  ['PLAINTEXT_NOT_TEXT', 'json', (token) => `["${token}"]`, BINARY],
  ['FORMAT_NOT_PARSABLE', 'json', (token) => `["${token}"`, 'x'],
  ['FORMAT_NOT_PARSABLE', 'yaml', (token) => `a: [${token}`, 'x'],
  ['FORMAT_CANNOT_EXPRESS', 'dotenv', (token) => `A=${token}`, '\'"`\n'],
  ['FORMAT_CANNOT_EXPRESS', 'xml', (token) => `<a>${token}</a>`, '\0'],
];

describe.each(PROGRAMS)('exit status of the $name', (program) => {
  it.for(TEXTS)('%s in %s', async ([code, format, text, plaintext]) => {
    const input = text(await localToken(KEY, plaintext));
    const outcome = await run(program, ['decrypt', '--as', format], { env, input });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual([code]);
    expect(hintsOf(outcome.stderr)).not.toEqual([]);
    expect(outcome).toMatchObject({ status: EXIT_STATUS[code], stdout: Buffer.alloc(0) });
  });

  it('of several problems is that of the first', async () => {
    const token = await localToken(KEY, 'x');
    const input = `kmscrypt::A ${token.replace(/.{4}$/, 'AAAA')} kmscrypt::v2::AAAA`;
    const outcome = await run(program, ['decrypt'], { env, input });
    expect(codesOf(outcome.stderr)).toHaveLength(3);
    expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
  });
});

/** Codes that a process cannot be brought to from outside, with the reason. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ABORTED: 'no command hands out an AbortSignal; a signal ends the process',
  SEVERAL: 'never printed: each of its problems is',
  SOURCE_UNREADABLE: 'files are read by the command itself, which says INPUT_FAILED',
  KEY_REFUSED: 'of loadConfig: exec makes no objects of keys',
  CIRCULAR: 'of loadConfig: exec follows no ${VAR}',
  TOO_DEEP: 'of loadConfig: exec makes no objects',
  VARIABLE_MISSING: 'of loadConfig: exec follows no ${VAR}',
  SECRET_IN_PLAINTEXT: 'of loadConfig: exec knows no paths that have to be encrypted',
  SCHEMA_REJECTED: 'of loadConfig: exec has no schema',
  RESOLVER_FAILED: 'of loadConfig: exec has no resolvers',
  STALE: 'of watchConfig',
  CLOSED: 'of watchConfig',
};

it('has a test that comes to every code of the table', () => {
  const folders = [import.meta.dirname, join(import.meta.dirname, '..', 'acceptance')];
  const names = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const text = names.map((name) => readFileSync(name, 'utf8')).join('\n');
  const untested = Object.keys(EXIT_STATUS).filter(
    (code) => !Object.hasOwn(UNREACHABLE, code) && !new RegExp(`\\b${code}\\b`).test(text),
  );
  expect(untested).toEqual([]);
});
