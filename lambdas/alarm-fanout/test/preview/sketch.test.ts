import { expect, it } from 'vitest';
import { sketchOf } from '../../src/preview/sketch.ts';
import { alarmContent } from '../words/contents.ts';

it.each<[name: string, values: readonly number[], isDrawn: boolean]>([
  ['datapoints', [51, 412], true],
  ['one datapoint', [51], true],
  ['none', [], false],
  ['none that is a number', [Number.NaN], false],
])('a sketch of %s', (_name, values, isDrawn) => {
  const { alarm } = alarmContent({ datapoints: values.map((value) => ({ value })) });
  expect(sketchOf(alarm) !== undefined).toBe(isDrawn);
});
