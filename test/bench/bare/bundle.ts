import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { Command } from '../command.ts';
import { NODE, type Stage } from '../stage.ts';

/** Says in a table what the bare script is allowed. */
export const BARE_NOTE =
  'bare SDK script: test/bench/bare/decrypt-blobs.ts, one file by rolldown; it too may use the compile cache';

/** The bare script bundled, minified, and started with a compile cache of its own; its argument is the file. */
export async function bareScript(stage: Stage): Promise<(file: string) => Pick<Command, 'argv' | 'env'>> {
  const file = join(stage.folder, 'bare.mjs');
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'decrypt-blobs.ts'),
    platform: 'node',
    // What the SDK's packages offer to bundlers, which is the faster of their two forms.
    resolve: { mainFields: ['module', 'main'] },
  });
  await bundle.write({ file, format: 'esm', minify: true, codeSplitting: false });
  const env = { NODE_COMPILE_CACHE: join(stage.folder, 'bare-cache') };
  return (input) => ({ argv: [NODE, file, input], env });
}
