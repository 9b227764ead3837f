import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import { nodeFiles } from '../../../src/config/read/node-files.ts';
import { readConfig } from '../../../src/config/read/read-config.ts';
import { valid } from '../valid.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kmscrypt-cdk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const MODULE = `const name: string = 'acme';\nexport default { ...${JSON.stringify(valid())}, name };\n`;

test.each([
  ['kmscrypt-cdk.json', JSON.stringify(valid())],
  ['kmscrypt-cdk.mjs', MODULE.replace(': string', '')],
  ['kmscrypt-cdk.mts', MODULE],
])('%s of a folder on the disk', async (name, text) => {
  writeFileSync(join(folder, name), text);
  expect((await readConfig(folder)).name).toBe('acme');
});

test('a file that is not there, and a folder that is a file', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await nodeFiles.list(join(folder, 'none'))).toBeUndefined();
  expect(await nodeFiles.list(join(folder, 'file'))).toBeUndefined();
  const failure = await readConfig(join(folder, 'none.yaml')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigError);
  expect(failure instanceof ConfigError && failure.problems.map(({ code }) => code)).toEqual([
    'CONFIG_MISSING',
  ]);
});

test.each([
  ['none.yaml', undefined, 'CONFIG_MISSING'],
  ['none.ts', undefined, 'CONFIG_MISSING'],
  ['wrong.mjs', 'export default {', 'MODULE_FAILED'],
  ['other.mts', "import { config } from './none.ts';\nexport default config;\n", 'MODULE_FAILED'],
  ['empty.mjs', '', 'EXPORT_MISSING'],
])('%s is refused', async (name, text, code) => {
  const file = join(folder, name);
  if (text !== undefined) writeFileSync(file, text);
  const failure: unknown = await readConfig(file).catch((error: unknown) => error);
  if (!(failure instanceof ConfigError)) throw failure;
  expect(failure.problems.map((each) => [each.code, each.file])).toEqual([[code, file]]);
});

test('an error of syntax in TypeScript is told with its line', () => {
  const file = join(folder, 'wrong.ts');
  writeFileSync(file, "const name = 'acme';\nexport default {\n");
  // In a process of its own, as vitest writes stacks in another way.
  const script = `
    const { readConfig } = await import(${JSON.stringify(new URL('../../../src/config/index.ts', import.meta.url).href)});
    await readConfig(${JSON.stringify(file)}).catch(({ problems }) => console.log(problems[0].line));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(output.trim()).toBe('2');
});
