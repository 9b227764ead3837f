import { readFileSync } from 'node:fs';

/** What is read of this package's package.json. */
export interface OwnPackage {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export function ownPackage(): OwnPackage {
  // As far away from src/cli as from dist/cli.
  const file = new URL('../../package.json', import.meta.url);
  const own: OwnPackage = JSON.parse(readFileSync(file, 'utf8'));
  return own;
}
