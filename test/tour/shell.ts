import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Runs commands in a folder and shows them with what they print. */
export interface Shell {
  readonly say: (text: string) => void;
  /** Ends the tour where the status is not what was expected, by default 0. */
  readonly run: (command: string, expected?: { readonly status: number }) => void;
}

const PACKAGES = join(import.meta.dirname, '..', '..', 'packages');
const PROGRAMS = {
  kmscrypt: join(PACKAGES, 'cli', 'bin', 'kmscrypt.js'),
  'kmscrypt-lambda': join(PACKAGES, 'lambda', 'bin', 'kmscrypt-lambda.js'),
};

/** A shell whose variables last from one command to the next, with our programs on its PATH. */
export function createShell(folder: string, env: Readonly<Record<string, string>>): Shell {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, file] of Object.entries(PROGRAMS)) {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`, { mode: 0o755 });
  }
  const variables: Record<string, string | undefined> = {
    HOME: folder,
    ...env,
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
  };
  return {
    say: (text) => {
      process.stdout.write(`\n${text}\n`);
    },
    run: (command, { status: expected } = { status: 0 }) => {
      process.stdout.write(`   $ ${command}\n`);
      const variable = /^(\w+)=/.exec(command)?.[1];
      const { stdout, stderr, status } = spawnSync(
        'sh',
        ['-c', variable === undefined ? command : `${command} && printf %s "$${variable}"`],
        { cwd: folder, env: variables, encoding: 'utf8' },
      );
      if (variable !== undefined) variables[variable] = stdout;
      process.stdout.write(indent(variable === undefined ? stdout : '') + indent(stderr));
      if (expected !== 0) process.stdout.write(`     [status ${status}]\n`);
      if (status !== expected) throw new Error(`${command}: status ${status}, expected ${expected}`);
    },
  };
}

function indent(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return text === '' ? '' : lines.map((line) => `     ${line}\n`).join('');
}
