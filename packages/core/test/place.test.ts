import { expect, test } from 'vitest';
import { misplacement, pairsOfPlace } from '../src/place.ts';

const PLACE = { file: 'config/a.json', path: '/db/pw' };
const FILE = { 'kmscrypt-file': 'config/a.json' };
const BOTH = { ...FILE, 'kmscrypt-path': '/db/pw' };

test('a place as pairs', () => {
  expect(pairsOfPlace(PLACE, 'file')).toEqual(FILE);
  expect(pairsOfPlace(PLACE, 'path')).toEqual(BOTH);
  expect(pairsOfPlace({ file: 'a' }, 'path')).toEqual({ 'kmscrypt-file': 'a' });
});

test.each([
  ['where it was made', BOTH, PLACE, undefined, true],
  ['another path', BOTH, { ...PLACE, path: '/x' }, undefined, false],
  ['another file', FILE, { ...PLACE, file: 'b.json' }, undefined, false],
  ['a path that is unknown', BOTH, { file: PLACE.file }, 'path', true],
  ['a file in a container', FILE, { location: '/app/config/a.json' }, undefined, true],
  ['another file in a container', FILE, { location: '/app/xconfig/a.json' }, undefined, false],
  ['stdin', FILE, {}, undefined, true],
  ['not bound', {}, PLACE, undefined, true],
  ['not bound, though it has to be', {}, PLACE, 'file', false],
  ['bound to the file only', FILE, PLACE, 'path', false],
  ['bound to more than it has to be', BOTH, PLACE, 'file', true],
] as const)('%s', (_name, carried, place, demanded, belongs) => {
  expect(misplacement(carried, place, demanded) === undefined).toBe(belongs);
});
