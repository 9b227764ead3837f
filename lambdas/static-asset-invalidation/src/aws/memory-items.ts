const DAY = 86_400_000;
/** A month, and long enough behind it to look back. */
const SPENT_LASTS = 100 * DAY;
/** A message lasts 14 days in SQS at most. */
const DONE_LASTS = 15 * DAY;

/** The item that counts the paths of a month, of UTC. */
export function spentKey(now: Date): string {
  return `spent#${now.toISOString().slice(0, 7)}`;
}

/** The item that says where a change is done. */
export function doneKey(eventId: string): string {
  return `done#${eventId}`;
}

/** In seconds since the epoch. */
export function spentExpires(now: Date): number {
  return after(now, SPENT_LASTS);
}

/** In seconds since the epoch. */
export function doneExpires(now: Date): number {
  return after(now, DONE_LASTS);
}

function after(now: Date, milliseconds: number): number {
  return Math.floor((now.getTime() + milliseconds) / 1000);
}
