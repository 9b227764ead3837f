import type { Alarm } from '../alarm.ts';
import { cut } from '../words/cut.ts';
import { type Html, markup } from '../html.ts';

const WIDTH = 600;
const HEIGHT = 220;
const LEFT = 56;
const TOP = 40;
const BOTTOM = 30;
const RIGHT = 16;

/**
 * Stands in a preview where CloudWatch's graph would be, as a `data:` URL: the datapoints that the alarm tells, and the threshold.
 *
 * @returns undefined where it tells of none
 */
export function sketchOf(alarm: Alarm): string | undefined {
  if (!alarm.datapoints.some(({ value }) => Number.isFinite(value))) return undefined;
  return `data:image/svg+xml;base64,${Buffer.from(drawing(alarm).text).toString('base64')}`;
}

function drawing({ name, datapoints, condition }: Alarm): Html {
  const threshold = condition?.threshold;
  const values = datapoints.map(({ value }) => value).filter(Number.isFinite);
  const all = threshold === undefined ? values : [...values, threshold];
  const least = Math.min(0, ...all);
  const most = Math.max(...all, least + 1e-9) * 1.15;
  const yOf = (value: number): number =>
    round(HEIGHT - BOTTOM - ((value - least) / (most - least)) * (HEIGHT - TOP - BOTTOM));
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, values.length - 1);
  // The newest stands at the right, also where it is alone.
  const xOf = (index: number): number => round(WIDTH - RIGHT - (values.length - 1 - index) * step);
  const points = values.map((value, index) => `${xOf(index)},${yOf(value)}`);
  const line = threshold === undefined ? undefined : yOf(threshold);
  return markup`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${WIDTH}"
    height="${HEIGHT}"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    font-family="Noto Sans, Arial, sans-serif"
  >
    <rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff" stroke="#d5dbdb" />
    <text x="${LEFT}" y="24" font-size="14" font-weight="600" fill="#16191f">${cut(name, 60)}</text>
    <path d="M${LEFT} ${TOP} V${HEIGHT - BOTTOM} H${WIDTH - RIGHT}" fill="none" stroke="#aab7b8" />
    ${line !== undefined && markup`<path d="M${LEFT} ${line} H${WIDTH - RIGHT}" stroke="#d13212" stroke-width="1.5" stroke-dasharray="6 4" /><text x="${LEFT - 6}" y="${line + 4}" font-size="11" text-anchor="end" fill="#d13212">${threshold}</text>`}
    <polyline points="${points.join(' ')}" fill="none" stroke="#1f77b4" stroke-width="2" />
    ${points.map((point) => markup`<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="#1f77b4" />`)}
    <text x="${WIDTH - RIGHT}" y="${HEIGHT - 10}" font-size="11" text-anchor="end" fill="#687078">
      a sketch of its datapoints: the graph itself is CloudWatch's
    </text>
  </svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
