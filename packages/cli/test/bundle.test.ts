import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '..', 'dist');

/** The files of the bundle that load when one of them does. */
function loadedWith(file: string, known: Set<string> = new Set()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const imports = readFileSync(join(DIST, file), 'utf8').matchAll(
    /(?:^|[;}])import(?:[^"'();]*from)?["']\.\/([^"']+)["']/g,
  );
  for (const [, imported = ''] of imports) loadedWith(imported, known);
  return known;
}

test('a run without tokens loads neither the SDK nor yargs', () => {
  const bin = readFileSync(join(DIST, 'bin.js'), 'utf8');
  const main = /import\(["'`]\.\/(main[^"'`]*)["'`]\)/.exec(bin)?.[1] ?? 'bin.js has no main';
  const loaded = [...loadedWith(main, loadedWith('bin.js'))];
  const text = loaded.map((file) => readFileSync(join(DIST, file), 'utf8')).join('');
  expect(text).not.toMatch(/KMSClient|TrentService|showCompletionScript/);
  expect(text.length).toBeLessThan(60_000);
});

test('the bundle names no path of the machine that built it', () => {
  const files = readdirSync(DIST).filter((name) => name.endsWith('.js'));
  expect(files).toContain('bin.js');
  for (const file of files) {
    expect(readFileSync(join(DIST, file), 'utf8')).not.toContain(join(DIST, '..', '..', '..'));
  }
});
