import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_STATUS as OF_CDK } from '../../cdk/src/cli/exit-status.ts';
import { EXIT_STATUS as OF_CLI } from '../../packages/cli/src/errors/exit-status.ts';
import { EXIT_STATUS as OF_LAMBDA } from '../../packages/lambda/src/runner/exit-status.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ERRORS = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8');

test('docs/errors.md lists every code with its status', () => {
  const rows = [...ERRORS.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(rows)).toEqual({ ...OF_CLI, ...OF_LAMBDA, ...OF_CDK });
  expect({ ...OF_CDK, ...OF_LAMBDA, ...OF_CLI }).toEqual({ ...OF_CLI, ...OF_LAMBDA, ...OF_CDK });
});

test('the README of ssh-key-sync lists every problem that its plan can name', () => {
  const folder = join(ROOT, 'lambdas', 'ssh-key-sync');
  const source = readFileSync(join(folder, 'src', 'plan-types.ts'), 'utf8');
  const codes = [...source.matchAll(/^ {4}\| '([A-Z_]+)'/gm)].map(([, code]) => code);
  const [, section = ''] = readFileSync(join(folder, 'README.md'), 'utf8').split('\n### Codes\n');
  const [table = ''] = section.split('\n## ');
  const listed = [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(5);
  expect(new Set(listed)).toEqual(new Set(codes));
});

test('docs/errors.md lists every problem that a config of kmscrypt-cdk can have', () => {
  const source = readFileSync(join(ROOT, 'cdk', 'src', 'config', 'problem.ts'), 'utf8');
  const codes = [...source.matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(([, code]) => code ?? '');
  const [, section = ''] = ERRORS.split('## Problems of a config of kmscrypt-cdk');
  const listed = [...section.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(50);
  expect(new Set(listed)).toEqual(new Set(codes));
  expect(listed).toHaveLength(codes.length);
});
