import { expect, test } from 'vitest';
import { knownZones, REGION_NAMES, zoneCount, zonesOf } from '../../src/config/regions.ts';

test.each([
  ['eu-central-1', undefined, 'abc'],
  ['us-east-1', undefined, 'abc'],
  ['us-west-1', undefined, 'ac'],
  ['ap-northeast-1', undefined, 'acd'],
  ['ca-central-1', undefined, 'abd'],
  ['eu-central-1', 'cb', 'cb'],
])('%s with %s has the zones %s', (region, named, letters) => {
  const zones = named?.split('').map((letter) => `${region}${letter}`);
  expect(zonesOf({ region, zones })).toEqual(letters.split('').map((letter) => `${region}${letter}`));
});

test.each(REGION_NAMES)('the zones of %s are known ones', (region) => {
  const zones = zonesOf({ region });
  expect(knownZones(region)).toEqual(expect.arrayContaining(zones));
  expect(zones).toHaveLength(Math.min(3, zoneCount(region) ?? 0));
});
