import { pointerOf, readLiteral, type ScalarType } from '@kmscrypt/core/documents';
import { misplacement, RESERVED_PAIRS } from '@kmscrypt/core/place';
import type { TokenMatch } from '@kmscrypt/core/token';
import type { Answer } from './answer.ts';
import type { OpenToken } from './brokers/tokens.ts';
import { ConfigError } from './error.ts';
import type { Failure, Outcome, Wanted } from './resolve.ts';
import { type Origin, placeOf } from './tree/origin.ts';

type Tokens = ReadonlyMap<string, Answer<OpenToken>>;

/** Puts the plaintexts of tokens into a text; where a token is all of it and has a type, the value is of that type. */
export async function openText(
  wanted: Wanted,
  matches: readonly TokenMatch[],
  tokens: Tokens,
): Promise<Outcome> {
  const { text, origin, path } = wanted;
  const place = placeOf(origin, pointerOf(path));
  const pieces: string[] = [];
  const plaintexts: string[] = [];
  const failures = new Map<string, Failure>();
  let from = 0;
  for (const { start, end, token } of matches) {
    const opened = plaintextOf(tokens.get(token), place);
    if (!opened.ok) {
      failures.set(token, { error: opened.error, key: token });
      continue;
    }
    plaintexts.push(opened.value);
    pieces.push(text.slice(from, start), opened.value);
    from = end;
  }
  if (failures.size > 0) return { ok: false, failures: [...failures.values()] };
  pieces.push(text.slice(from));
  const value = pieces.join('');
  const typed =
    matches[0]?.token === text ? await typedValue(value, typeOf(tokens.get(text)), origin) : undefined;
  if (typed === undefined) return { ok: true, value, plaintexts };
  return typed.ok ? { ...typed, plaintexts } : { ok: false, failures: [{ error: typed.error, key: text }] };
}

function plaintextOf(
  answer: Answer<OpenToken> | undefined,
  place: ReturnType<typeof placeOf>,
): Answer<string> {
  if (answer === undefined) throw new TypeError('whatever is asked for is answered');
  if (!answer.ok) return answer;
  const { plaintext, carried } = answer.value;
  const reason = misplacement(carried, place);
  if (reason !== undefined) {
    return failed(new ConfigError('TOKEN_MISPLACED', `the token was moved or copied here: ${reason}`));
  }
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext) };
  } catch {
    return failed(new ConfigError('PLAINTEXT_NOT_TEXT', "the token's plaintext is not UTF-8 text"));
  }
}

function failed(error: ConfigError): { readonly ok: false; readonly error: ConfigError } {
  return { ok: false, error };
}

type LiteralType = Exclude<ScalarType, 'string'>;
const LITERALS: readonly LiteralType[] = ['number', 'boolean', 'null', 'datetime'];

function typeOf(answer: Answer<OpenToken> | undefined): LiteralType | undefined {
  const type = answer?.ok === true ? answer.value.carried[RESERVED_PAIRS.type] : undefined;
  return LITERALS.find((each) => each === type);
}

/** @returns undefined where the value stays text: it has no type, or its source knows none. */
async function typedValue(
  literal: string,
  type: LiteralType | undefined,
  { format }: Origin,
): Promise<Answer<unknown> | undefined> {
  if (type === undefined || format === undefined || (type === 'datetime' && format !== 'toml'))
    return undefined;
  try {
    return { ok: true, value: await readLiteral(format, type, literal) };
  } catch {
    return failed(
      new ConfigError('FORMAT_NOT_PARSABLE', `the token's plaintext is not a ${type} of ${format}`),
    );
  }
}
