import { counted } from '@kmscrypt/lambda';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How long something lasts, in its largest unit, rounded down: `3 hours`. @param span in milliseconds. */
export function spanText(span: number): string {
  const [unit, length] = UNITS.find(([, each]) => span >= each) ?? (['second', 1_000] as const);
  return counted(Math.max(0, Math.floor(span / length)), unit);
}
