import { bounded } from './bounded.ts';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A part of an object; undefined where there is none. CloudWatch writes the same names as `alarmName` in events and as
 * `AlarmName` in notifications: either is found.
 *
 * @param name as in events
 */
export function part(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  return Object.hasOwn(value, capital) ? value[capital] : undefined;
}

/** A text that is not blank, cut to so many bytes; undefined for anything else. */
export function textOf(value: unknown, most = 1024): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? bounded(value, most) : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The beginning of a list; empty for anything else. */
export function listOf(value: unknown, most = 100): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** Texts by name, from an object or from a list of `{ name, value }` or `{ key, value }`; at most 100, what is no text left out. */
export function mapOf(value: unknown): Readonly<Record<string, string>> {
  const entries: readonly (readonly [unknown, unknown])[] = isObject(value)
    ? Object.entries(value).slice(0, 100)
    : listOf(value).map((entry) => [part(entry, 'name') ?? part(entry, 'key'), part(entry, 'value')]);
  return Object.fromEntries(
    entries.flatMap(([key, text]) => {
      const name = textOf(key);
      if (name === undefined || typeof text !== 'string') return [];
      return [[name, bounded(text, 1024)]];
    }),
  );
}

/** What a text has as JSON; anything else is as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const made: unknown = JSON.parse(value);
    return made;
  } catch {
    return undefined;
  }
}
