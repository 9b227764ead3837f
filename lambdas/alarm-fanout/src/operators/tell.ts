import { oneLine } from '../words/plain.ts';

/** Says something besides what a command prints: a line on stderr. */
export function tell(text: string): void {
  process.stderr.write(`${oneLine(text)}\n`);
}
