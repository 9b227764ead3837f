import { readFileSync } from 'node:fs';

/** The version of this package. */
export function version(): string {
  // As far away from src/runner as from dist/runner.
  const file = new URL('../../package.json', import.meta.url);
  const { version: own }: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return own;
}
