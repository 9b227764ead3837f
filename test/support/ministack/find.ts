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
