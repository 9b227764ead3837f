import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code, type AssetCode } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What operators run at their desks is no part of the function. */
const NOT_DEPLOYED = 'operator';

/** The file of the config in an asset. */
export const CONFIG_FILE = 'config.json';

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

/** The code of a bundle as it is; its hash is that of its contents. */
export function bundledCode(bundle: string): AssetCode {
  return Code.fromAsset(bundleFolder(bundle), { exclude: [`${NOT_DEPLOYED}*`] });
}

/** The code of a bundle, with a config beside it. Its hash is that of the contents, so that it is the same on every machine. */
export function codeWithConfig(
  scope: Construct,
  bundle: string,
  config: Readonly<Record<string, unknown>>,
): AssetCode {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-cdk-'));
  try {
    cpSync(bundleFolder(bundle), folder, {
      recursive: true,
      filter: (source) => !basename(source).startsWith(NOT_DEPLOYED),
    });
    writeFileSync(join(folder, CONFIG_FILE), `${JSON.stringify(config, undefined, 2)}\n`);
    const code = Code.fromAsset(folder);
    // Copies it into the assembly now, while the folder is there.
    code.bind(scope);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
