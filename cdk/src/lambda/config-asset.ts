import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Code, type AssetCode } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundleFolder } from './bundle-folder.ts';

/** What operators run at their desks, and what hosts run, is no part of the function. */
const OF_OPERATORS = 'operator';
const OF_HOSTS = 'host';

/** The file of the config in an asset. */
export const CONFIG_FILE = 'config.json';

/** The code of a bundle as it is; its hash is that of its contents. */
export function bundledCode(bundle: string): AssetCode {
  return Code.fromAsset(bundleFolder(bundle), { exclude: [`${OF_OPERATORS}*`, OF_HOSTS] });
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
      filter: (source) => !isLeftOut(basename(source)),
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

function isLeftOut(name: string): boolean {
  return name.startsWith(OF_OPERATORS) || name === OF_HOSTS;
}
