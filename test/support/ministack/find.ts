import { join } from 'node:path';
import { findPythonTool } from '../python-tool.ts';

/** Looks for ministack: on PATH, then in the cached virtual environment, which pip fills where there is Python. */
export function findMinistack(): { readonly command: string } | { readonly reason: string } {
  return findPythonTool({
    title: 'ministack, the AWS emulator that runs Lambdas,',
    command: 'ministack',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    cache: 'ministack',
  });
}

/** Whether tests with ministack are skipped, with one loud line; with CI=true that is a failure. */
export function isLacking(found: ReturnType<typeof findMinistack>): boolean {
  if ('command' in found) return false;
  const message = `NO MINISTACK: no Lambda is run behind IAM policies: ${found.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
  return true;
}
