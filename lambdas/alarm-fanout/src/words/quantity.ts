/** After which number of a unit the next one is used. */
const STEP = 1000;
const SCALED: Readonly<Record<string, readonly string[]>> = {
  Bytes: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  Bits: ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit', 'Pbit'],
};
/** CloudWatch's units that have a sign; the others are a mere number. */
const SIGNS: Readonly<Record<string, string>> = {
  Percent: '%',
  Seconds: 's',
  Milliseconds: 'ms',
  Microseconds: 'µs',
  Kilobytes: 'kB',
  Megabytes: 'MB',
  Gigabytes: 'GB',
  Terabytes: 'TB',
  Kilobits: 'kbit',
  Megabits: 'Mbit',
  Gigabits: 'Gbit',
  Terabits: 'Tbit',
};
const PER_SECOND = '/Second';
/** What a double can hold. */
const MOST_DIGITS = 15;

export interface QuantityOptions {
  /** CloudWatch's, such as `Percent`; default none. */
  readonly unit?: string | undefined;
  /** How many digits it has at least, where it is not round; default 3. */
  readonly digits?: number | undefined;
  /** What it is compared with: where the two differ, as many digits are written as it takes to see it. Default nothing. */
  readonly against?: number | undefined;
}

/** A value as people write it: `412`, `93.2 %`, `1.3 s`, `1.07 GB`, `12/s`. */
export function quantity(
  value: number,
  { unit = '', digits: least = 3, against }: QuantityOptions = {},
): string {
  if (!Number.isFinite(value)) return String(value);
  const isRate = unit.endsWith(PER_SECOND);
  const base = isRate ? unit.slice(0, -PER_SECOND.length) : unit;
  const { by, sign = SIGNS[base] } = scaleOf(value, SCALED[base]);
  const text = written(value / by, { least, against: against === undefined ? undefined : against / by });
  return `${text}${sign === undefined ? '' : ` ${sign}`}${isRate ? '/s' : ''}`;
}

function scaleOf(value: number, signs: readonly string[] = []): { by: number; sign: string | undefined } {
  const steps = Math.floor(magnitude(value) / Math.log10(STEP));
  const step = Math.max(0, Math.min(steps, signs.length - 1));
  return { by: STEP ** step, sign: signs[step] };
}

/** How many digits stand before the point, less one. */
function magnitude(value: number): number {
  return Math.log10(Math.abs(value) || 1);
}

function written(
  value: number,
  { least, against }: { readonly least: number; readonly against: number | undefined },
): string {
  const whole = Math.floor(magnitude(value)) + 1;
  let count = Number.isInteger(value) ? MOST_DIGITS : Math.max(least, whole);
  if (against !== undefined && against !== value) {
    while (count < MOST_DIGITS && rounded(value, count) === rounded(against, count)) count++;
  }
  return rounded(value, Math.min(count, MOST_DIGITS));
}

function rounded(value: number, digits: number): string {
  // Neither twenty zeros nor a point and ten of them.
  const isFar = Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6);
  return value.toLocaleString('en', {
    maximumSignificantDigits: digits,
    notation: isFar ? 'scientific' : 'standard',
  });
}
