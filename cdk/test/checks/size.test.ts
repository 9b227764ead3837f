import { expect, test } from 'vitest';
import { LAYOUTS } from '../support/configs.ts';
import { plainTemplatesOf } from '../support/synth.ts';

test.each(LAYOUTS)('%s: every stack has fewer than 300 resources', (_name, config) => {
  const large = [...plainTemplatesOf(config)].filter(
    ([, { Resources }]) => Object.keys(Resources).length >= 300,
  );
  expect(large.map(([id]) => id)).toEqual([]);
});
