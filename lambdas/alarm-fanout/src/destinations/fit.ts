import { cut } from '../words/cut.ts';

interface Level {
  /** How much of each text is kept, in characters. */
  readonly text: number;
  /** How much of each list. */
  readonly entries: number;
  /** How much of each object: never less than one has whose fields are known. */
  readonly fields: number;
}

/** In the order in which they are tried. */
const LEVELS: readonly Level[] = [
  { text: 4_000, entries: 100, fields: 200 },
  { text: 1_000, entries: 50, fields: 100 },
  { text: 300, entries: 20, fields: 50 },
  { text: 100, entries: 8, fields: 25 },
  { text: 30, entries: 3, fields: 16 },
];
const WHOLE: Level = { text: Infinity, entries: Infinity, fields: Infinity };

export interface Fitted<Value> {
  readonly value: Value;
  /** Whether anything of it is missing. */
  readonly isCut: boolean;
}

/**
 * What JSON can hold, made so small that it has at most `most` bytes: the longest texts and lists lose first, with `…` where a text
 * ends. Halves of characters, which not every reader of JSON takes, are replaced.
 */
export function fit<Value>(value: Value, most: number): Fitted<Value> {
  const whole = wellFormed(value);
  if (bytesOf(whole) <= most) return { value: whole, isCut: false };
  let least = whole;
  for (const level of LEVELS) {
    least = shorten(value, level);
    if (bytesOf(least) <= most) break;
  }
  return { value: least, isCut: true };
}

/** The same without halves of characters. */
export function wellFormed<Value>(value: Value): Value {
  return shorten(value, WHOLE);
}

function shorten<Value>(value: Value, level: Level): Value {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only shorter, not of another shape
  return shortened(value, level) as Value;
}

function shortened(value: unknown, level: Level): unknown {
  if (typeof value === 'string') return cut(value.toWellFormed(), level.text);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, level.entries).map((each) => shortened(each, level));
  const entries = Object.entries(value).slice(0, level.fields);
  return Object.fromEntries(
    entries.map(([name, each]) => [cut(name.toWellFormed(), level.text), shortened(each, level)]),
  );
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
