import { builtins } from '@kmscrypt/bundle';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { Stage } from '../stage.ts';

const LAMBDAS = join(import.meta.dirname, '..', '..', '..', 'lambdas');

/** Bundles bare/lambda-NAME.ts as our Lambdas are, into a folder of its own. */
export async function buildFunction(stage: Stage, name: string): Promise<string> {
  const folder = join(stage.folder, `function-${name}`);
  const build = await rolldown({
    input: join(import.meta.dirname, '..', 'bare', `lambda-${name}.ts`),
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    plugins: [builtins],
  });
  await build.write({
    file: join(folder, 'index.mjs'),
    format: 'esm',
    minify: true,
    codeSplitting: false,
  });
  return folder;
}

/** Takes a Lambda as it is built now: a build meanwhile would remove it under the processes that are measured. */
export function copyLambda(stage: Stage, name: string): string {
  const built = join(LAMBDAS, name, 'dist');
  if (!existsSync(built)) throw new Error(`lambdas/${name} is not built: npm run build`);
  const folder = join(stage.folder, `lambda-${name}`);
  cpSync(built, folder, { recursive: true });
  return folder;
}
