import type { Alarm, Condition } from '../alarm.ts';

/** Lines across a graph (CloudWatch API reference, "Metric Widget Structure and Syntax", annotations). */
export interface Annotations {
  readonly horizontal?: readonly HorizontalAnnotation[];
  readonly vertical: readonly VerticalAnnotation[];
}

interface HorizontalAnnotation {
  readonly label: string;
  readonly value: number;
  /** Which side of the line is shaded: where values are that make the alarm go off. */
  readonly fill: 'above' | 'below' | 'none';
  readonly color: string;
}

interface VerticalAnnotation {
  readonly label: string;
  /** ISO 8601. */
  readonly value: string;
  readonly color: string;
}

const RED = '#d13212';
const GREY = '#687078';
const COLORS: ReadonlyMap<string, string> = new Map([
  ['ALARM', RED],
  ['OK', '#1d8102'],
]);

type Comparison = Pick<HorizontalAnnotation, 'fill'> & { readonly sign: string };

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['GreaterThanOrEqualToThreshold', { sign: '≥', fill: 'above' }],
  ['GreaterThanThreshold', { sign: '>', fill: 'above' }],
  ['LessThanThreshold', { sign: '<', fill: 'below' }],
  ['LessThanOrEqualToThreshold', { sign: '≤', fill: 'below' }],
]);

/** The threshold, where it is a number, and the change. */
export function annotationsOf({ condition, state, at }: Alarm): Annotations {
  const threshold = thresholdOf(condition);
  return {
    ...(threshold === undefined ? {} : { horizontal: [threshold] }),
    vertical: [{ label: state, value: at, color: COLORS.get(state) ?? GREY }],
  };
}

function thresholdOf(condition: Condition | undefined): HorizontalAnnotation | undefined {
  const { operator = '', threshold, bandId } = condition ?? {};
  if (threshold === undefined || bandId !== undefined) return undefined;
  const { sign, fill } = COMPARISONS.get(operator) ?? { sign: '', fill: 'none' };
  return { label: `${sign} ${threshold}`.trim(), value: threshold, fill, color: RED };
}
