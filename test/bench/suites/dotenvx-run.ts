import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { keyOf, valueOf } from '../names.ts';
import { dotenvx } from '../peers.ts';
import type { Stage } from '../stage.ts';
import type { Entry } from '../timed-table.ts';

/** A program that dotenvx starts with `count` decrypted values in its environment; it prints the last of them. */
export function dotenvxRun(stage: Stage, count: number): Pick<Entry, 'argv' | 'prints' | 'maxRuns'> {
  // It looks for the file's key in the working folder.
  const path = join(stage.folder, `.env.of${count}`);
  const lines = Array.from({ length: count }, (_, index) => `${keyOf(index)}="${valueOf(index)}"\n`);
  writeFileSync(path, lines.join(''));
  runCommand(stage, { argv: [...dotenvx(), 'encrypt', '--no-armor', '-f', path] });
  if (!readFileSync(path, 'utf8').includes('encrypted:')) throw new Error('dotenvx encrypted nothing');
  const last = count - 1;
  return {
    argv: [...dotenvx(), 'run', '-q', '-f', path, '--', 'printenv', keyOf(last)],
    prints: valueOf(last),
    maxRuns: 3,
  };
}
