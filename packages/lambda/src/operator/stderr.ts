import type { Logger } from '../logger.ts';

/** What is said besides what a command prints: warnings and errors, a line each. */
export const toStderr: Logger = { info: () => {}, warn: tell, error: tell };

function tell(message: string, details: Readonly<Record<string, unknown>>): void {
  const words = Object.entries(details).map(([name, value]) => `${name} ${wordsOf(value)}`);
  const line = words.length === 0 ? message : `${message} (${words.join(', ')})`;
  process.stderr.write(`${line.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?')}\n`);
}

/** Of a list of records what they say, without the names of their fields. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join('; ');
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(wordsOf).join(': ')
    : String(value);
}
