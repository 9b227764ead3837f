import { join } from 'node:path';
import { findPythonTool } from '../python-tool.ts';

/** Looks for cfn-lint: on PATH, then in the cached virtual environment, which pip fills where there is Python. */
export function findCfnLint(): { readonly command: string } | { readonly reason: string } {
  return findPythonTool({
    title: 'cfn-lint, which judges templates,',
    command: 'cfn-lint',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    cache: 'cfn-lint',
  });
}
