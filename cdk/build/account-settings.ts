import { join } from 'node:path';
import { bundleLambda } from '@kmscrypt/bundle';

/** Bundles the Lambda behind `AccountSetting`, which is in this package, into `dist/lambdas/account-settings`. */
export async function bundleAccountSettings(): Promise<void> {
  const packageFolder = join(import.meta.dirname, '..');
  await bundleLambda(join(packageFolder, 'account-settings'), {
    dist: join(packageFolder, 'dist', 'lambdas', 'account-settings'),
    packageFolder,
  });
}
