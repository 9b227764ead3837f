import type { DigestEntry } from '../content.ts';
import { cut, type Measure } from '../words/cut.ts';
import { digestMood, moodOfEntry } from '../words/digest-headline.ts';
import { clockTime } from '../words/time.ts';
import { type ChatMark, chatMark } from './chat-mark.ts';

const MOST_TITLE = 80;
const MOST_PLACE = 40;
const MOST_STATE = 20;

/** An entry on a line of about 100 characters: `🔴 ALARM checkout-5xx, prod, eu-central-1, 02:14:07 UTC`. */
export function digestLine(entry: DigestEntry, measure: Measure): string {
  const { place, at, state } = entry;
  const parts = [cut(nameOf(entry), MOST_TITLE, measure), cut(place, MOST_PLACE, measure), clockTime(at)];
  return `${entryMark(entry)} ${cut(state, MOST_STATE, measure)} ${parts.join(', ')}`;
}

/** What to call it where its name is empty. */
export function nameOf({ title }: Pick<DigestEntry, 'title'>): string {
  return title === '' ? '(no name)' : title;
}

/** The sign of its state. */
export function entryMark(entry: DigestEntry): string {
  return chatMark({ mood: moodOfEntry(entry), severity: entry.severity }).emoji;
}

/** The sign and colour of all: as bad as the worst. */
export function digestMark(entries: readonly DigestEntry[]): ChatMark {
  const bad = new Set(
    entries.filter((entry) => moodOfEntry(entry) === 'bad').map(({ severity }) => severity),
  );
  const severity = (['critical', 'error', 'warning'] as const).find((each) => bad.has(each)) ?? 'info';
  return chatMark({ mood: digestMood(entries), severity });
}
