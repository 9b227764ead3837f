import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFolder } from './bundle-folder.ts';

/**
 * The content of the SSM document that a Lambda sends to hosts: its host part, as it is in the Lambda's bundle.
 *
 * @param bundle folder in `dist/lambdas`, such as `ssh-key-sync`
 * @throws where the bundle is not there, as the package has not been built
 */
export function hostDocument(bundle: string): Readonly<Record<string, unknown>> {
  const file = join(bundleFolder(bundle), 'host', 'document.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof content !== 'object' || content === null) throw new Error(`${file} is no document`);
  return { ...content };
}
