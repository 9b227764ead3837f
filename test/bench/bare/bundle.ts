import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import type { Command } from '../command.ts';
import { NODE, type Stage } from '../stage.ts';

/** Says in a table what the bare script is allowed. */
export const BARE_NOTE =
  'bare SDK script: test/bench/bare/decrypt-blobs.ts, one file by rolldown; it too may use the compile cache';

/** The beginning of a command: what is appended are the script's arguments. */
export type Script = (...args: readonly string[]) => Required<Pick<Command, 'argv' | 'env'>>;

/** The bare script of the tokens of a text; its argument is the file. */
export function bareScript(stage: Stage): Promise<Script> {
  return oneFile(stage, 'decrypt-blobs.ts');
}

/** A script of this folder as one minified file, run by Node with a compile cache of its own. */
export async function oneFile(stage: Stage, source: string): Promise<Script> {
  const file = join(stage.folder, `${basename(source, '.ts')}.mjs`);
  const bundle = await bundleOf(source);
  await bundle.write({ file, format: 'esm', minify: true, codeSplitting: false });
  return cached(file);
}

/** The same in files as rolldown cuts them by default: what is imported on demand stands in one of its own. */
export async function inChunks(stage: Stage, source: string): Promise<Script> {
  const name = basename(source, '.ts');
  const dir = join(stage.folder, `${name}-chunks`);
  const bundle = await bundleOf(source);
  await bundle.write({
    dir,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  return cached(join(dir, `${name}.mjs`));
}

function bundleOf(source: string): ReturnType<typeof rolldown> {
  return rolldown({
    input: join(import.meta.dirname, source),
    platform: 'node',
    // What the SDK's packages offer to bundlers, which is the faster of their two forms.
    resolve: { mainFields: ['module', 'main'] },
  });
}

function cached(file: string): Script {
  return (...args) => ({ argv: [NODE, file, ...args], env: { NODE_COMPILE_CACHE: `${file}-cache` } });
}
