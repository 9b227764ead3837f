import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NODE } from '../support/programs.ts';
import { runCommand } from '../support/run.ts';

// The host part, as the built command prints it: it stands beside the bundle, and not beside its chunks.

const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'packages', 'lambda', 'bin', 'kmscrypt-lambda.js');
const HOST = join(ROOT, 'lambdas', 'ssh-key-sync', 'dist', 'host');

test.each([
  ['the script', [], 'kmscrypt-ssh-keys.sh'],
  ['the document', ['--document'], 'document.json'],
])('%s, byte by byte', async (_name, options, file) => {
  const { stdout, stderr, status } = await runCommand([NODE, BIN, 'ssh-key-sync', 'host-script', ...options]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout.toString('utf8')).toBe(readFileSync(join(HOST, file), 'utf8'));
});
