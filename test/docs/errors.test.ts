import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_STATUS as OF_CLI } from '../../packages/cli/src/errors/exit-status.ts';
import { EXIT_STATUS as OF_LAMBDA } from '../../packages/lambda/src/runner/exit-status.ts';

const ERRORS = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'errors.md'), 'utf8');

test('docs/errors.md lists every code with its status', () => {
  const rows = [...ERRORS.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(rows)).toEqual({ ...OF_CLI, ...OF_LAMBDA });
  expect({ ...OF_LAMBDA, ...OF_CLI }).toEqual({ ...OF_CLI, ...OF_LAMBDA });
});
