import { bounded } from './bounded.ts';

const MOST_KEYS = 10;
const MOST_OF_A_KEY = 40;

/** What a message looks like, for the log: its keys, and nothing of what they hold. */
export function lookOf(message: object): string {
  const keys = Object.keys(message);
  if (keys.length === 0) return 'it is an empty object';
  const shown = keys.slice(0, MOST_KEYS).map((key) => bounded(key, MOST_OF_A_KEY));
  const more = keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : '';
  return `its keys are ${shown.join(', ')}${more}`;
}
