import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CliError } from '../cli-error.ts';

const OWN = '@kmscrypt/cdk';
const LIBRARY = 'aws-cdk-lib';

/**
 * Looks whether the app of the folder's cdk.json finds its packages, as what Node says of it is long.
 *
 * @throws CliError `PACKAGES_MISSING`
 */
export function checkPackages(cwd: string): void {
  const place = join(cwd, appFolder(cwd), 'app.mjs');
  const own = manifestOf(OWN, place);
  // The app may have it through this package alone.
  const library = manifestOf(LIBRARY, place) ?? (own && manifestOf(LIBRARY, own));
  const missing = [...(own === undefined ? [OWN] : []), ...(library === undefined ? [LIBRARY] : [])];
  if (missing.length === 0) return;
  throw new CliError('PACKAGES_MISSING', `not installed for the app of cdk.json: ${missing.join(', ')}`, {
    hints: ['npm install, in the folder of package.json'],
  });
}

/** The folder of the module that cdk.json names: `node infra/app.mjs`; else that of cdk.json. */
function appFolder(cwd: string): string {
  try {
    const { app }: { readonly app?: unknown } = JSON.parse(readFileSync(join(cwd, 'cdk.json'), 'utf8'));
    const [module = ''] = /\S+\.[cm]?[jt]s\b/.exec(String(app)) ?? [];
    return dirname(module);
  } catch {
    // What is wrong with it, cdk says.
    return '.';
  }
}

/** The file of a package that a module finds; undefined where it finds none. */
function manifestOf(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}
