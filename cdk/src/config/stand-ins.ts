import type { z } from 'zod';
import { leastOf } from './least.ts';
import type { Path } from './path.ts';
import { quotedText } from './quoted-text.ts';
import { type Config, configSchema } from './schema.ts';
import { mayBeAbsent, schemaAt, valueBelow } from './schema-at.ts';
import type { ConfigSource } from './source.ts';
import { standIn } from './stand-in.ts';
import { meantPaths, pathOf } from './unknown-keys.ts';

type Issue = z.core.$ZodIssue;

/** A config that has the right shape, as something stands in for what had not. */
export interface Mended {
  readonly config: Config;
  /** What the schema says of it as it was written. */
  readonly issues: readonly Issue[];
  /** What is not as it was meant, with all that is below. */
  readonly paths: readonly Path[];
  /** Texts that stand in for others, and for which. */
  readonly texts: ReadonlyMap<string, Path>;
}

/**
 * Gives a config the right shape. A number that misses its quotes gets them; a key that is not known goes; what else is wrong goes
 * where it may be absent, or else gets a value that is valid and that nothing else of the config has.
 */
export function mend(value: unknown, source: ConfigSource): Mended {
  const replaced: Path[] = [];
  const meant: Path[] = [];
  const texts = new Map<string, Path>();
  let mended = value;
  let parsed = parse(value);
  const issues = parsed.error?.issues ?? [];

  /** @returns the path of what was replaced: this one, or one above */
  const replace = (path: Path): Path => {
    const schema = schemaAt(path, mended);
    // Of a mapping whose type is not known nothing is; and what a stand-in does not mend is wrong as a whole.
    if (schema === undefined || (path.length > 0 && isAmong(path, replaced)))
      return replace(path.slice(0, -1));
    const text = quotedText(path.reduce(valueBelow, mended), source.text(path));
    if (text !== undefined && schema.safeParse(text).success) {
      mended = changed(mended, path, text);
      return path;
    }
    replaced.push(path);
    const least = (): unknown => leastOf(schema, path, (leaf, at) => standIn(leaf, at, texts));
    mended = changed(mended, path, mayBeAbsent(schema) ? undefined : least());
    return path;
  };

  while (!parsed.success) {
    const done: Path[] = [];
    for (const issue of parsed.error.issues) {
      const path = pathOf(issue);
      if (isAmong(path, done)) continue;
      if (issue.code !== 'unrecognized_keys') {
        done.push(replace(path));
        continue;
      }
      meant.push(...meantPaths(issue, mended));
      for (const key of issue.keys) mended = changed(mended, [...path, key], undefined);
    }
    parsed = parse(mended);
  }
  return { config: parsed.data, issues, paths: [...replaced, ...meant], texts };
}

function parse(value: unknown): z.ZodSafeParseResult<Config> {
  return configSchema.safeParse(value, { reportInput: true });
}

/** Whether a path is one of some others, or below one. */
export function isAmong(path: Path, paths: readonly Path[]): boolean {
  return paths.some((each) => each.every((step, index) => step === path[index]));
}

/** A copy with another value at a path; `undefined` takes it away. */
function changed(value: unknown, [step, ...rest]: Path, inner: unknown): unknown {
  if (step === undefined) return inner;
  const next = changed(valueBelow(value, step), rest, inner);
  if (Array.isArray(value)) return value.map((each: unknown, index) => (index === step ? next : each));
  const others = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const kept = next === undefined ? others.filter(([key]) => key !== step) : [...others, [step, next]];
  return Object.fromEntries(kept);
}
