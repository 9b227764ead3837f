import { inspectToken, type TokenInfo } from '@kmscrypt/core/inspect';
import { positionsOf } from '@kmscrypt/core/position';
import { findTokens } from '@kmscrypt/core/token';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { readSource, type Source, stdinSource } from '../io/files.ts';
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
export async function run({ options, files, cwd }: Invocation<InspectOptions>): Promise<void> {
  if (options.ciphertext !== undefined && files.length > 0) {
    throw new CliError('USAGE', 'give one input: --ciphertext, FILEs, or stdin');
  }
  const sources =
    options.ciphertext === undefined
      ? (files.length === 0 ? ['-'] : files).map((file) =>
          file === '-' ? stdinSource() : readSource(file, cwd),
        )
      : [{ name: '--ciphertext', bytes: Buffer.from(options.ciphertext, 'utf8') }];
  const errors: CliError[] = [];
  const inspected: Inspected[] = [];
  for (const source of sources) inspected.push(...(await inspectSource(source, errors)));
  if (errors.length > 0) throw new CliError('SEVERAL', 'some tokens cannot be read', { errors });
  writeStdout([
    options.json ? `${JSON.stringify(inspected, undefined, 2)}\n` : inspected.map(describe).join(''),
  ]);
}

async function inspectSource({ name, bytes }: Source, errors: CliError[]): Promise<Inspected[]> {
  const matches = findTokens(bytes);
  const positions = positionsOf(
    bytes,
    matches.map(({ start }) => start),
  );
  const inspected: Inspected[] = [];
  for (const [index, { token }] of matches.entries()) {
    const { line, column } = positions[index] ?? { line: 1, column: 1 };
    try {
      inspected.push({ source: name, line, column, token: await inspectToken(token) });
    } catch (error) {
      const failure = errorOfSource(error, name);
      if (!(failure instanceof CliError)) throw failure;
      const { code, message } = failure;
      errors.push(new CliError(code, message, { cause: failure, source: name, position: { line, column } }));
    }
  }
  return inspected;
}

function describe({ source, line, column, token }: Inspected): string {
  const place = `${source}:${line}:${column}: `;
  if (token.kind === 'blob')
    return `${place}KMS blob, ${token.bytes} bytes; its key and context are not readable\n`;
  const keys = token.keys
    .map(({ provider, id }) => (provider === 'kms' ? id : `${provider} key ${id}`))
    .join(', ');
  const pairs = Object.entries(token.context).map(([name, value]) => `${name}=${value}`);
  const context = pairs.length === 0 ? 'none' : pairs.join(' ');
  return `${place}message, ${token.bytes} bytes; keys: ${keys}; context: ${context}; envelope: ${token.envelope}\n`;
}
