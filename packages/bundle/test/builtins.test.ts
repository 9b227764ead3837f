import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleLambda } from '../src/lambda.ts';
import { packageFolder } from './package-folder.ts';

/** The Node modules, of those named, that are loaded once a bundle has been, without and then with what it exports as `use`. */
async function loaded(source: string, names: readonly string[]): Promise<unknown> {
  const folder = packageFolder({ 'src/index.ts': source });
  await bundleLambda(folder);
  const code = `
    const { use } = await import(${JSON.stringify(join(folder, 'dist', 'index.mjs'))});
    const loaded = () => ${JSON.stringify(names)}.filter((name) => process.moduleLoadList.includes('NativeModule ' + name));
    const before = loaded();
    const used = await use();
    console.log(JSON.stringify({ before, used, after: loaded() }));`;
  // Of --eval itself nothing is loaded that is asked about.
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }),
  );
}

test.each([
  ['by name', `import { get } from 'node:https'; export const use = () => typeof get;`],
  ['as a whole', `import * as https from 'node:https'; export const use = () => typeof https.get;`],
  ['by default', `import https from 'https'; export const use = () => typeof https.get;`],
])('a slow module imported %s loads when it is first used', async (_, source) => {
  expect(await loaded(source, ['https', 'internal/deps/undici/undici'])).toEqual({
    before: [],
    used: 'function',
    after: ['https'],
  });
});

test('what is inherited from is there at once', async () => {
  const source = `import { Readable } from 'node:stream'; class Mine extends Readable {} export const use = () => new Mine() instanceof Readable;`;
  expect(await loaded(source, [])).toEqual({ before: [], used: true, after: [] });
});
