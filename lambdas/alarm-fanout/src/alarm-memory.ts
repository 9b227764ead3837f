import * as z from '@kmscrypt/lambda/schema';

const DAY = 86_400_000;
/** Of changes, the newest. */
const MOST_CHANGES = 100;
/** For how long after it a change is remembered that asks for nothing more. */
const REMEMBERED = DAY;
/** A message lasts 14 days in SQS at most. */
const LASTS = 15 * DAY;

const seenChange = z.readonly(
  z.object({
    key: z.string(),
    /** When it happened; never after it was first seen. Times are milliseconds since the epoch. */
    at: z.number(),
    /** When it was first seen. */
    seen: z.number(),
    /**
     * What flapping made of it. `plain`: nothing. `began`: with it the alarm was found to be flapping. `withheld`: not to be told, unless
     * it stays as it is. `steady`: it has stayed so, and is told.
     */
    mark: z.enum(['plain', 'began', 'withheld', 'steady']),
    /** Of `began` the changes that were counted, else how many before it were not told; default 0. */
    count: z.optional(z.number()),
    /** For which destinations it has been held back (while `muted` or `quiet`) or left out (`skipped`); default none. */
    kept: z.optional(z.readonly(z.record(z.string(), z.enum(['muted', 'quiet', 'skipped'])))),
  }),
);

const alarmMemory = z.readonly(
  z.object({
    /** At least one, the oldest first: the last is the newest that has been seen. */
    changes: z.readonly(z.array(seenChange).check(z.minLength(1))),
    /** When it was last flapping, and how many changes were withheld then; without `until` it still is. */
    flapping: z.optional(
      z.readonly(z.object({ since: z.number(), until: z.optional(z.number()), withheld: z.number() })),
    ),
    /** By destination: when the latest happened that was held back or left out there and is not remembered any more; default never. */
    forgotten: z.optional(z.readonly(z.record(z.string(), z.number()))),
  }),
);

/** What is known of an alarm, or of what notices are of. */
export type AlarmMemory = z.output<typeof alarmMemory>;
/** A change that has been seen. */
export type SeenChange = z.output<typeof seenChange>;
export type Kept = NonNullable<SeenChange['kept']>[string];

/** The item of a subject in the store. */
export function memoryKey(subject: string): string {
  return `alarm#${subject}`;
}

/** What is in an item; undefined where another version wrote what this one does not know. */
export function memoryOf(value: unknown): AlarmMemory | undefined {
  return z.safeParse(alarmMemory, value).data;
}

/** When an item may be forgotten that is written now. */
export function memoryExpires(now: number): Date {
  return new Date(now + LASTS);
}

/** A memory with one more change. Forgets what is old, at most all but it and the newest 99 of the others. */
export function withChange(memory: AlarmMemory | undefined, change: SeenChange): AlarmMemory {
  const before = memory?.changes ?? [];
  const newest = Math.max(change.at, before.at(-1)?.at ?? change.at);
  const wanted = before.filter((each) => isOpen(each) || newest - each.at < REMEMBERED);
  const changes = [...wanted.slice(1 - MOST_CHANGES), change].toSorted((a, b) => a.at - b.at);
  const forgotten = wanted.slice(0, 1 - MOST_CHANGES).reduce(withForgotten, memory?.forgotten);
  return { ...memory, changes, ...(forgotten === undefined ? {} : { forgotten }) };
}

function withForgotten(
  forgotten: AlarmMemory['forgotten'],
  { at, kept }: SeenChange,
): AlarmMemory['forgotten'] {
  if (kept === undefined) return forgotten;
  const own = Object.keys(kept).map((name) => [name, Math.max(at, forgottenUntil(forgotten, name))] as const);
  return { ...forgotten, ...Object.fromEntries(own) };
}

/** A memory in which a change is another way. */
export function withChanged(memory: AlarmMemory, key: string, changed: Partial<SeenChange>): AlarmMemory {
  const changes = memory.changes.map((each) => (each.key === key ? { ...each, ...changed } : each));
  return { ...memory, changes };
}

/** A change, where it is remembered. */
export function seenIn(memory: AlarmMemory | undefined, key: string): SeenChange | undefined {
  return memory?.changes.find((each) => each.key === key);
}

/** Whether no later change has been seen. */
export function isNewest({ changes }: AlarmMemory, { at }: SeenChange): boolean {
  return at >= (changes.at(-1)?.at ?? -Infinity);
}

/** Whether a change may have been held back or left out for a destination, and been forgotten since. */
export function mayBeForgotten(
  memory: AlarmMemory | undefined,
  { at, destination }: { readonly at: number; readonly destination: string },
): boolean {
  return at <= forgottenUntil(memory?.forgotten, destination);
}

function forgottenUntil(forgotten: AlarmMemory['forgotten'] = {}, destination: string): number {
  return (Object.hasOwn(forgotten, destination) ? forgotten[destination] : undefined) ?? -Infinity;
}

/** Whether what becomes of it is written here only. */
function isOpen({ mark, kept }: SeenChange): boolean {
  return mark === 'withheld' || kept !== undefined;
}

/** What has been done with a change for a destination, but to tell it. */
export function keptFor({ kept = {} }: SeenChange, destination: string): Kept | undefined {
  return Object.hasOwn(kept, destination) ? kept[destination] : undefined;
}
