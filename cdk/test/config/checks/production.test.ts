import { expect, test } from 'vitest';
import { accepted, problemsOf, refused } from '../rows.ts';

refused([
  ['one zone', { 'environments[1].vpc.zones': 1 }, 'PRODUCTION_UNSAFE'],
  ['one NAT gateway', { 'environments[1].vpc.nat': 'one' }, 'PRODUCTION_UNSAFE'],
  ['no NAT gateway', { 'environments[1].vpc.nat': 'none' }, 'PRODUCTION_UNSAFE'],
  ['disposable', { 'environments[1].disposable': true }, 'PRODUCTION_UNSAFE'],
  [
    'before what is not production',
    { 'environments[0].production': true, 'environments[1].production': false },
    'PRODUCTION_ORDER',
    'environments[0]',
  ],
]);

accepted([
  ['two zones', { 'environments[1].vpc.zones': 2 }],
  ['a NAT gateway in each zone', { 'environments[1].vpc.nat': 'each-zone' }],
  ['two of them, last', { 'environments[0].production': true }],
  [
    'none of them',
    {
      'environments[1].production': false,
      'environments[1].vpc.zones': 1,
      'environments[1].disposable': true,
    },
  ],
]);

test.each([
  ['deletion protection', { type: 'postgres' }, []],
  [
    'no deletion protection',
    { type: 'postgres', deletionProtection: false },
    [{ code: 'PRODUCTION_UNSAFE', path: 'environments[1].database.deletionProtection' }],
  ],
])('a database that is not built yet, with %s', async (_, database, unsafe) => {
  const problems = await problemsOf({ 'environments[1].database': database });
  const notBuilt = { code: 'NOT_BUILT', path: 'environments[1].database.type' };
  expect(problems.map(({ code, path }) => ({ code, path }))).toEqual([...unsafe, notBuilt]);
});
