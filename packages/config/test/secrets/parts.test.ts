import { expect, test } from 'vitest';
import { partsOf } from '../../src/secrets/parts.ts';

test.each([
  ['hunter2', ['hunter2']],
  ['postgres://app:s3cr%40tpw@db/app', ['postgres://app:s3cr%40tpw@db/app', 's3cr%40tpw', 's3cr@tpw']],
  ['postgres://app:plain@db', ['postgres://app:plain@db', 'plain']],
  ['https://example.com/a@b', ['https://example.com/a@b']],
  ['https://user@example.com', ['https://user@example.com']],
  ['redis://:pa%zz@h', ['redis://:pa%zz@h', 'pa%zz']],
  ['true', []],
  ['5432', []],
  ['123456', ['123456']],
])('%s', (plaintext, parts) => {
  expect(partsOf(plaintext)).toEqual(parts);
});
