import { spawnSync } from 'node:child_process';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import type { Surroundings } from '../table/command.ts';

/** A program that decrypts what its own format is. */
export interface Program {
  readonly name: string;
  /** Where it may be: names that are looked for on PATH, or paths; the first that is there is run. */
  readonly candidates: readonly string[];
  readonly args: readonly string[];
  /** How it is installed, or what it needs. */
  readonly hints: readonly string[];
}

/**
 * Runs a program and answers with what it prints. It may ask on the terminal, and what it says of errors goes to stderr.
 *
 * @throws CliError `PROGRAM_FAILED`
 */
export function outputOf({ name, candidates, args, hints }: Program, { cwd, env }: Surroundings): Buffer {
  for (const candidate of candidates) {
    const { status, signal, stdout, error } = spawnSync(candidate, args, {
      cwd,
      env,
      maxBuffer: Infinity,
      stdio: ['inherit', 'pipe', 'inherit'],
    });
    if (error && systemCode(error) === 'ENOENT') continue;
    if (error)
      throw new CliError('PROGRAM_FAILED', `${name} cannot be run: ${systemCode(error)}`, { cause: error });
    if (status === 0) return stdout;
    const end = status === null ? `it was ended by ${signal}` : `its status is ${status}`;
    throw new CliError('PROGRAM_FAILED', `${name} did not decrypt the file: ${end}`, { hints });
  }
  throw new CliError('PROGRAM_FAILED', `${name} is needed to decrypt the file, and is not there`, {
    hints: [`install ${name}, or put it on PATH`],
  });
}
