/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path of an object; undefined where nothing does. */
export function partOf(value: unknown, ...path: readonly string[]): unknown {
  let part = value;
  for (const name of path) {
    if (!isObject(part) || !Object.hasOwn(part, name)) return undefined;
    part = part[name];
  }
  return part;
}

/** A text that is not empty; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A time as EventBridge and CloudTrail write it, `2026-11-22T04:00:00Z`, in milliseconds since the epoch. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/u.test(value))
    return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

const MOST_KEYS = 10;
const MOST_OF_A_KEY = 40;

/** What a message looks like, for the log: its keys, and nothing of what they hold. */
export function lookOf(message: object): string {
  const keys = Object.keys(message);
  if (keys.length === 0) return 'it is an empty object';
  const shown = keys.slice(0, MOST_KEYS).map((key) => key.slice(0, MOST_OF_A_KEY));
  const more = keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : '';
  return `its keys are ${shown.join(', ')}${more}`;
}
