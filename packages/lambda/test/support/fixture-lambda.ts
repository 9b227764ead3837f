import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files of a Lambda's package `@kmscrypt/lambda-NAME`, by path. */
export type LambdaFiles = Readonly<Record<string, string>>;

/** A folder in which Lambdas are installed, for the running test. */
export function folderWithLambdas(lambdas: Readonly<Record<string, LambdaFiles>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-lambda-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, files] of Object.entries(lambdas)) {
    const own = join(folder, 'node_modules', '@kmscrypt', `lambda-${name}`);
    const all = {
      'package.json': JSON.stringify({ name: `@kmscrypt/lambda-${name}`, version: '1.0.0' }),
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(own, path)), { recursive: true });
      writeFileSync(join(own, path), text);
    }
  }
  return folder;
}

/** A Lambda whose handler is this function expression. */
export function lambdaOf(handler: string): LambdaFiles {
  return { 'dist/index.mjs': `export const handler = ${handler};\n` };
}
