import { counted } from './counted.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/**
 * How long something lasts, in its largest units, rounded down: `3 hours 12 minutes`, or with one `3 hours`.
 *
 * @param span in milliseconds
 */
export function spanText(span: number, units: 1 | 2 = 2): string {
  const largest = UNITS.findIndex(([, length]) => span >= length);
  if (largest === -1) return counted(0, 'second');
  let rest = span;
  const parts: string[] = [];
  for (const [unit, length] of UNITS.slice(largest, largest + units)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(counted(count, unit));
  }
  return parts.join(' ');
}
