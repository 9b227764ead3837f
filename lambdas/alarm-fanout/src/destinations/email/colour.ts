import type { Saying } from '../../words/saying.ts';

type Mood = Saying['mood'];

/** Dark enough to be read on white, and with white on it. */
const COLOURS: Readonly<Record<Mood, string>> = {
  bad: '#b3261e',
  good: '#1b7a3d',
  unsure: '#8a5a00',
  neutral: '#4b5563',
};

/** What says how it stands. */
export function colourOf(mood: Mood): string {
  return COLOURS[mood];
}
