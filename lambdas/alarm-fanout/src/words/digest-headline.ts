import type { DigestEntry } from '../content.ts';
import { cut } from './cut.ts';
import { moodOfState } from './mood.ts';
import type { Saying } from './saying.ts';

const MOST = 150;

/** How many came, and what: `12 changes: 8 ALARM, 4 OK`. */
export function digestHeadline(entries: readonly DigestEntry[]): string {
  const counts = [...Map.groupBy(entries, ({ state }) => state)].map(
    ([state, same]) => `${same.length} ${state}`,
  );
  const changes = entries.length === 1 ? '1 change' : `${entries.length} changes`;
  return cut(`${changes}: ${counts.join(', ')}`, MOST);
}

/** What a digest is: as bad as its worst entry. */
export function digestMood(entries: readonly DigestEntry[]): Saying['mood'] {
  const moods = new Set(entries.map(moodOfEntry));
  return (['bad', 'unsure', 'neutral'] as const).find((mood) => moods.has(mood)) ?? 'good';
}

/** A notice's status says nothing of how it stands: its severity does. */
export function moodOfEntry({ state, severity }: Pick<DigestEntry, 'state' | 'severity'>): Saying['mood'] {
  return moodOfState(state) ?? (severity === 'critical' || severity === 'error' ? 'bad' : 'neutral');
}
