import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvFile } from '../../src/exec/env-file.ts';
import { testFolder } from './test-folder.ts';

test.each([
  ['nothing', '', {}],
  ['plain', 'A=1\n# no\nexport B="2 3"\n', { A: '1', B: '2 3' }],
  ['the last counts', 'A=1\nA=2\n', { A: '2' }],
  ['a byte order mark', '\uFEFFA=1\n', { A: '1' }],
  ['CR LF', 'A=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['several lines', 'A="x\ny"\n', { A: 'x\ny' }],
  ['no expansion', 'A=$HOME\n', { A: '$HOME' }],
  ['a line that is none', 'A\nB=2\n', { B: '2' }],
])('%s', async (_name, text, expected) => {
  const folder = testFolder();
  writeFileSync(join(folder, '.env'), text);
  const { name, location, variables } = await readEnvFile('.env', folder);
  expect({ name, location }).toEqual({ name: '.env', location: join(folder, '.env') });
  expect(Object.fromEntries(variables)).toEqual(expected);
});

test('a key __proto__ is a variable', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, '.env'), '__proto__=1\nA=2\n');
  expect([...(await readEnvFile('.env', folder)).variables]).toEqual([
    ['__proto__', '1'],
    ['A', '2'],
  ]);
});

test.each([
  ['stdin', '-', 'USAGE'],
  ['an empty name', '', 'USAGE'],
  ['no file', 'missing', 'INPUT_FAILED'],
  ['a folder', '.', 'INPUT_FAILED'],
  ['binary', 'binary', 'FORMAT_NOT_PARSABLE'],
])('refused: %s', async (_name, file, code) => {
  const folder = testFolder();
  writeFileSync(join(folder, 'binary'), Buffer.of(0x41, 0x3d, 0xff));
  await expect(readEnvFile(file, folder)).rejects.toMatchObject({ code });
});
