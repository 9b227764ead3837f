import { existsSync } from 'node:fs';

/**
 * The folder of the package that a file is in, however deep: a bundle has code in chunks of its own.
 *
 * @param from URL of the file.
 * @returns with a slash at its end; the root where no folder above has a `package.json`.
 */
export function packageFolder(from: string | URL): URL {
  let folder = new URL('./', from);
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/') {
    const above = new URL('../', folder);
    // A drive of Windows has nothing above it.
    if (above.href === folder.href) break;
    folder = above;
  }
  return folder;
}
