import type { z } from 'zod';
import { exampleOf } from './example.ts';
import { inFlow } from './in-flow.ts';
import type { Path } from './path.ts';
import { quotedText } from './quoted-text.ts';
import { mayBeAbsent } from './schema-at.ts';

/** A value that has the wrong type or is not there, and what should be there. */
export interface Wrong {
  readonly path: Path;
  /** `undefined` or null where there is none. */
  readonly input: unknown;
  /** Undefined: not known. */
  readonly schema: z.ZodType | undefined;
  /** How the file has a number; undefined: not known. */
  readonly written?: string | undefined;
}

const WHOLE = 'kmscrypt-cdk init writes one';

const MEANT: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'on', 'true'].map((text) => [text, true] as const),
  ...['no', 'off', 'false'].map((text) => [text, false] as const),
]);

/** What to write where nothing is. */
export function cureOfMissing({ path, input, schema }: Wrong): string {
  if (path.length === 0 || schema === undefined) return WHOLE;
  const pair = pairOf(path, exampleOf(schema));
  if (input === undefined) return `add it, such as ${pair}`;
  return `write a value, such as ${pair}${mayBeAbsent(schema) ? ', or leave it out' : ''}`;
}

/** What to write instead of a number that is to be text: the same in quotes, where that is what is wanted. */
export function cureOfUnquoted({ input, schema, written }: Wrong): string {
  const text = quotedText(input, written);
  const { success, error } = schema?.safeParse(text) ?? {};
  if (success !== false) return `put it in quotes: ${JSON.stringify(text)}`;
  return cureIn(error?.issues[0]?.message ?? '') ?? 'put it in quotes';
}

/** What to write instead of a value of another type: the same in that type, where that can be said. */
export function cureOfType({ path, input, schema }: Wrong): string {
  if (path.length === 0 || schema === undefined) return WHOLE;
  const isText = typeof input === 'string';
  const candidates =
    isText && input.trim() !== '' ? [MEANT.get(input.toLowerCase()), Number(input), [input]] : [];
  const same = candidates.find((each) => each !== undefined && schema.safeParse(each).success);
  return same === undefined
    ? `write one such as ${pairOf(path, exampleOf(schema))}`
    : `write ${pairOf(path, same)}`;
}

/** A message of the schema: what is wrong, without its cure. */
export function errorIn(message: string): string {
  return message.split('; ')[0] ?? message;
}

/** What the schema says after that. */
export function cureIn(message: string): string | undefined {
  return message.split('; ')[1];
}

/** With its key, as it is written. */
function pairOf(path: Path, value: unknown): string {
  const key = path.at(-1);
  return typeof key === 'string' ? inFlow({ [key]: value }).slice(2, -2) : inFlow(value);
}
