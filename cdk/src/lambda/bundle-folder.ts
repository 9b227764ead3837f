import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of a bundle that this package brings along.
 *
 * @throws where it is not there, as the package has not been built.
 */
export function bundleFolder(bundle: string): string {
  const folder = fileURLToPath(new URL(`../../dist/lambdas/${bundle}`, import.meta.url));
  if (!existsSync(folder))
    throw new Error(`the Lambda ${bundle} is not in dist/lambdas: run \`npm run build\``);
  return folder;
}
