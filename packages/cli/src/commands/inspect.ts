import { KmscryptError } from '@kmscrypt/core/error';
import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import { inspectToken, type TokenInfo } from '@kmscrypt/core/inspect';
import { positionsOf } from '@kmscrypt/core/position';
import { findTokens } from '@kmscrypt/core/token';
import { allOf } from '../errors/all-of.ts';
import { readSources, type Source } from '../io/files.ts';
import { printable } from '../io/printable.ts';
import { writeStdout } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { InspectOptions } from '../table/inspect.ts';

interface Inspected {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly token: TokenInfo;
}

/** `kmscrypt inspect`: what tokens tell without a key. */
export async function run({ options, args, cwd }: Invocation<InspectOptions>): Promise<void> {
  const sources = readSources(options.ciphertext, args, cwd);
  const inspected = (await allOf(sources, ({ name }) => name, inspectSource)).flat();
  writeStdout([
    options.json
      ? `${JSON.stringify(inspected, undefined, 2)}\n`
      : inspected.map((each) => `${printable(describe(each))}\n`).join(''),
  ]);
}

async function inspectSource({ name, bytes }: Source): Promise<Inspected[]> {
  const matches = findTokens(bytes);
  const infos = new Map<string, TokenInfo>();
  const failures = new Map<string, KmscryptError>();
  for (const token of new Set(matches.map((match) => match.token))) {
    try {
      infos.set(token, await inspectToken(token));
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      failures.set(token, error);
    }
  }
  const error = errorOfTokens(bytes, matches, failures);
  if (error) throw error;
  const starts = matches.map(({ start }) => start);
  return positionsOf(bytes, starts).flatMap((position, index) => {
    const token = infos.get(matches[index]?.token ?? '');
    return token === undefined ? [] : [{ source: name, ...position, token }];
  });
}

function describe({ source, line, column, token }: Inspected): string {
  const place = `${source}:${line}:${column}: `;
  if (token.kind === 'blob')
    return `${place}KMS blob, ${token.bytes} bytes; its key and context are not readable`;
  const keys = token.keys
    .map(({ provider, id }) => (provider === 'kms' ? id : `${provider} key ${id}`))
    .join(', ');
  const pairs = Object.entries(token.context).map(([name, value]) => `${name}=${value}`);
  const context = pairs.length === 0 ? 'none' : pairs.join(' ');
  return `${place}message, ${token.bytes} bytes; keys: ${keys}; context: ${context}; envelope: ${token.envelope}`;
}
