import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';
import { builtins } from './builtins.ts';
import { entriesOf } from './entries.ts';
import { notices } from './notices.ts';

/** Where a Lambda's bundle goes, and whose version it bears; for one that is not a package of its own. */
export interface BundlePlaces {
  /** The folder that is made anew; default `dist` in the Lambda's. Absolute. */
  readonly dist?: string | undefined;
  /** The folder of the package; default the Lambda's. Absolute. */
  readonly packageFolder?: string | undefined;
}

/** One file that is made, of one source. */
interface Entry {
  readonly folder: string;
  readonly dist: string;
  readonly name: string;
  readonly source: string;
  readonly version: string;
}

/**
 * Bundles a Lambda for Node 24 into its folder `dist`: NAME.mjs for each of {@link entriesOf}, and in the folder NAME-chunks
 * what that loads. Each is bundled apart from the others, as one chunk for what they share would run more than the one needs.
 * `KMSCRYPT_VERSION` in a source is the version of its package.
 *
 * @param folder the Lambda's, absolute.
 */
export async function bundleLambda(
  folder: string,
  { dist = join(folder, 'dist'), packageFolder = folder }: BundlePlaces = {},
): Promise<void> {
  const manifest = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  rmSync(dist, { recursive: true, force: true });
  const modules: string[] = [];
  for (const [name, source] of entriesOf(folder)) {
    const chunks = await bundle({ folder, dist, name, source, version });
    modules.push(...chunks.flatMap(({ moduleIds }) => moduleIds));
  }
  writeFileSync(join(dist, 'THIRD-PARTY.txt'), notices([...new Set(modules)]));
}

async function bundle({ folder, dist, name, source, version }: Entry): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    cwd: folder,
    input: { [name]: source },
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    transform: { define: { KMSCRYPT_VERSION: JSON.stringify(version) }, target: 'node24' },
    plugins: [builtins],
  });
  const { output } = await build.write({
    dir: dist,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].mjs',
    // Not the folder NAME: Lambda's runtime would take that for the module that the handler is in.
    chunkFileNames: `${name}-chunks/[name]-[hash].mjs`,
    // What a start needs is one file, because Node takes a third of a millisecond to find another one.
    codeSplitting: { groups: [{ name: 'main', tags: ['$initial'] }] },
  });
  const chunks = output.filter((file) => file.type === 'chunk');
  refuseForeign(chunks, source);
  return chunks;
}

/** A package that cannot be found is only a warning to the bundler, and an error to who runs the bundle. */
function refuseForeign(chunks: readonly OutputChunk[], source: string): void {
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const wanted = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  const foreign = new Set(wanted.filter((id) => !own.has(id) && !id.startsWith('node:')));
  if (foreign.size > 0)
    throw new Error(`${source} imports what cannot be bundled: ${[...foreign].join(', ')}`);
}
