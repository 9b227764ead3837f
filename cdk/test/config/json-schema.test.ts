import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configJsonSchema } from '../../src/config/json-schema.ts';

const committed: unknown = JSON.parse(
  readFileSync(new URL('../../schema/config.json', import.meta.url), 'utf8'),
);

test('the committed file is what npm run build makes', () => {
  expect(committed).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});

test('what has a default may be left out', () => {
  expect(configJsonSchema()['required']).toEqual([
    'name',
    'region',
    'accounts',
    'management',
    'environments',
  ]);
});
