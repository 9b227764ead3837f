// Run by the script `build`: brings the bundles of the Lambdas into dist/lambdas, so that the package has all that it deploys.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAccountSettings } from './account-settings.ts';

const target = fileURLToPath(new URL('../dist/lambdas/', import.meta.url));

for (const name of ['alarm-fanout', 'auto-update', 'ssh-key-sync', 'static-asset-invalidation']) {
  const manifest = fileURLToPath(import.meta.resolve(`@kmscrypt/lambda-${name}/package.json`));
  const bundle = join(dirname(manifest), 'dist');
  if (!existsSync(bundle)) throw new Error(`${name} is not built: run \`npm run build\` at the root`);
  const copy = join(target, name);
  // What an earlier build has left would be deployed, too.
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(bundle, copy, { recursive: true });
}

await bundleAccountSettings();
