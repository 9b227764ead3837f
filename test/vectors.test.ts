import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_STATUS } from '../packages/cli/src/errors/exit-status.ts';
import { PROGRAMS } from './support/programs.ts';
import { codesOf, run } from './support/run.ts';
import {
  type AcceptVector,
  bytesOf,
  type Given,
  type MustFailVector,
  type TokensVector,
  type VectorFile,
} from './vectors/make/vector.ts';

// The same files as the library reads (packages/core/test/vectors.test.ts), through the command line.
const accept = read<AcceptVector>('accept');
const mustFail = read<MustFailVector>('must-fail');
const tokens = read<TokensVector>('tokens');

describe.concurrent.each(PROGRAMS)('vectors with the $name', (program) => {
  it.each(accept.vectors)('accept: $name', async (vector) => {
    const outcome = await run(program, argsOf(vector), {
      env: envOf(accept, vector),
      input: bytesOf(vector.input),
    });
    expect(outcome).toMatchObject({
      status: 0,
      stdout: bytesOf(vector.output),
      stderr: expect.not.stringContaining('error'),
    });
  });

  it.each(mustFail.vectors)('must fail: $name', async (vector) => {
    const input = bytesOf(vector.input);
    const { status, stdout, stderr } = await run(program, argsOf(vector), {
      env: envOf(mustFail, vector),
      input,
    });
    expect(codesOf(stderr), stderr).toEqual(vector.errors.map(({ code }) => code));
    const places = [...stderr.matchAll(/^kmscrypt: error: [^:]*:(\d+):(\d+): /gm)].map(([, ...place]) =>
      place.map(Number),
    );
    expect(places, stderr).toEqual(vector.errors.map(({ line, column }) => [line, column]));
    const [first] = vector.errors;
    expect({ status, stdout: stdout.length }).toEqual({ status: statusOf(first?.code), stdout: 0 });
  });

  it.each(tokens.vectors)('tokens: $name', async (vector) => {
    const { status, stdout } = await run(program, ['inspect', '--json'], { input: bytesOf(vector.input) });
    expect(status).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject(
      vector.tokens.map(({ kind, bytes }) => ({
        token: { kind, bytes: Buffer.from(bytes, 'base64').length },
      })),
    );
  });
});

function read<Vector>(name: string): VectorFile<Vector> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'vectors', `${name}.json`), 'utf8'));
}

function argsOf({ context = {} }: Given): string[] {
  return [
    'decrypt',
    ...Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]),
  ];
}

function envOf({ localKey }: VectorFile<unknown>, given: Given): Record<string, string> {
  return {
    KMSCRYPT_LOCAL_KEY: given.localKey ?? localKey,
    ...(given.refuseLocal ? { KMSCRYPT_REFUSE_LOCAL: '1' } : {}),
  };
}

function statusOf(code: string | undefined): number | undefined {
  return Object.entries(EXIT_STATUS).find(([name]) => name === code)?.[1];
}
