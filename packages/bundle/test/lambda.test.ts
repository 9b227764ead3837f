import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleLambda } from '../src/lambda.ts';
import { packageFolder } from './package-folder.ts';

/** What an entry's `handler` answers in a process of its own. */
function answerOf(folder: string, name: string): unknown {
  const url = pathToFileURL(join(folder, 'dist', `${name}.mjs`)).href;
  const code = `const { handler } = await import(${JSON.stringify(url)}); console.log(JSON.stringify(await handler()));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
  return JSON.parse(said);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).toSorted();
}

function textOf(folder: string): string {
  return filesOf(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => readFileSync(join(folder, 'dist', name), 'utf8'))
    .join('\n');
}

test('what a start needs is one file, and what a run may need others', async () => {
  const folder = packageFolder({
    'src/index.ts': `
      import { shared } from './shared.ts';
      export const handler = async () => [shared, (await import('./later.ts')).later];`,
    'src/shared.ts': `export const shared: string = 'at the start';`,
    'src/later.ts': `import { shared } from './shared.ts'; export const later = shared + ', later';`,
  });
  await bundleLambda(folder);
  expect(filesOf(folder)).toEqual([
    'THIRD-PARTY.txt',
    'index-chunks',
    expect.stringMatching(/^index-chunks[/\\]later-.*\.mjs$/),
    expect.stringMatching(/^index-chunks[/\\]main-.*\.mjs$/),
    'index.mjs',
  ]);
  expect(answerOf(folder, 'index')).toEqual(['at the start', 'at the start, later']);
});

test('one entry runs nothing of another', async () => {
  const folder = packageFolder({
    'src/handlers/give.ts': `import { started } from '../started.ts'; started.push('give'); export const handler = async () => started;`,
    'src/handlers/take.ts': `import { started } from '../started.ts'; started.push('take'); export const handler = async () => started;`,
    'src/operator.ts': `import { started } from './started.ts'; export { handler } from './handlers/take.ts'; started.push('operator');`,
    'src/started.ts': `export const started: string[] = [];`,
  });
  await bundleLambda(folder);
  expect(answerOf(folder, 'give')).toEqual(['give']);
  expect(answerOf(folder, 'take')).toEqual(['take']);
  expect(answerOf(folder, 'operator')).toEqual(['take', 'operator']);
});

test.each([
  ['Node modules in CommonJS', `exports.given = require('path').basename(require('node:os').EOL + '/x');`],
  ['a slow Node module in CommonJS', `const http = require('http'); exports.given = () => typeof http.get;`],
  [
    'a require that is known only at run time',
    `const name = ['node', 'path'].join(':'); exports.given = require(name).basename('/x');`,
  ],
])('%s', async (_, code) => {
  const folder = packageFolder({
    'src/index.ts': `import { given } from 'legacy'; export const handler = async () => typeof given === 'function' ? given() : given;`,
    'node_modules/legacy/package.json': '{ "name": "legacy", "version": "0.1.0", "license": "MIT" }',
    'node_modules/legacy/index.js': code,
  });
  await bundleLambda(folder);
  expect(['x', 'function']).toContain(answerOf(folder, 'index'));
});

test('a source may tell its version', async () => {
  const folder = packageFolder({
    'src/index.ts': `declare const KMSCRYPT_VERSION: string; export const handler = async () => KMSCRYPT_VERSION;`,
  });
  await bundleLambda(folder);
  expect(answerOf(folder, 'index')).toBe('1.2.3');
});

test('the notices of what is bundled are there, and no more', async () => {
  const folder = packageFolder({
    'src/index.ts': `import { used } from 'used'; export const handler = async () => used;`,
    'src/operator.ts': `import { used } from 'used'; export const operator = used;`,
    'node_modules/used/package.json':
      '{ "name": "used", "version": "0.1.0", "license": "MIT", "main": "i.js" }',
    'node_modules/used/i.js': 'exports.used = 1;',
    'node_modules/used/LICENSE': 'Permission is granted by the makers of used.',
    'node_modules/unused/package.json': '{ "name": "unused", "version": "0.1.0" }',
  });
  await bundleLambda(folder);
  const text = readFileSync(join(folder, 'dist', 'THIRD-PARTY.txt'), 'utf8');
  expect(text.match(/^\S+ \S+, license: .*$/gm)).toEqual(['used 0.1.0, license: MIT']);
  expect(text).toContain('Permission is granted by the makers of used.');
});

test('nothing of an earlier bundle stays, and no path of this machine gets in', async () => {
  const folder = packageFolder({
    'src/index.ts': `import { join } from 'node:path'; export const handler = async () => join('a', 'b');`,
    'dist/old.mjs': '',
  });
  await bundleLambda(folder);
  expect(existsSync(join(folder, 'dist', 'old.mjs'))).toBe(false);
  expect(textOf(folder)).not.toContain(folder);
});

test.each([
  ['a package that is not there', `import 'not-there'; export const handler = async () => 1;`],
  ['one that is loaded on demand', `export const handler = async () => import('not-there');`],
])('%s is refused', async (_, code) => {
  await expect(bundleLambda(packageFolder({ 'src/index.ts': code }))).rejects.toThrow('not-there');
});
