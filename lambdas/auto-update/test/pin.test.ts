import { expect, it } from 'vitest';
import { isPin } from '../src/pin.ts';

it.each([
  ['none', true],
  ['releasever:2023.9.20260101', true],
  ['releasever:9', true],
  ['snapshot:20261122T020000Z', true],
  ['', false],
  ['latest', false],
  ['releasever:', false],
  ['releasever:a_b', false],
  ['releasever:latest', false],
  ['releasever:2023;id', false],
  [`releasever:2${'0'.repeat(32)}`, false],
  ['snapshot:1', false],
  ['snapshot:20261122T020000Z\n', false],
  ['snapshot:20261122T020000Z none', false],
] as const)('%j is a pin: %s', (text, expected) => {
  expect(isPin(text)).toBe(expected);
});
