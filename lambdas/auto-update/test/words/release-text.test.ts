import { expect, test } from 'vitest';
import type { Release } from '../../src/release.ts';
import { releaseText } from '../../src/words/release-text.ts';

const ID = 'web-20261122T020000Z';
const image = { id: 'ami-1', name: 'al2023', architecture: 'arm64', created: 0 };

test.each<[name: string, release: Release, isPromoted: boolean, text: string]>([
  ['nothing pinned, in the first environment', { id: ID, pins: {} }, false, 'the newest packages'],
  [
    'nothing pinned, promoted',
    { id: ID, pins: { 'debian-12': 'none' } },
    true,
    `at least what the environment before has, promoted from ${ID}`,
  ],
  [
    'pinned and promoted',
    { id: ID, pins: { 'amzn-2023': 'releasever:2023.9.20260101' } },
    true,
    `pinned to releasever:2023.9.20260101 (amzn-2023); other platforms: at least what the environment before has, promoted from ${ID}`,
  ],
  ['an image', { id: ID, image, pins: {} }, false, 'image ami-1 (al2023)'],
  ['an image, promoted', { id: ID, image, pins: {} }, true, `image ami-1 (al2023), promoted from ${ID}`],
])('%s', (_, release, isPromoted, text) => {
  expect(releaseText(release, isPromoted)).toBe(text);
});
