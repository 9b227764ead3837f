import type { Surroundings } from '../table/command.ts';
import { DRIVER } from './attributes.ts';
import { askGit, runGit } from './run-git.ts';

/** The driver's settings in the repository's own configuration, with the names that they have there. */
export type DiffDriver = Readonly<Record<string, string>>;

const TEXTCONV = `diff.${DRIVER}.textconv`;
/** Git would keep what textconv printed in the repository itself: with `--decrypt`, plaintexts. */
const CACHE = `diff.${DRIVER}.cachetextconv`;

/** The driver whose textconv is a command of ours; a diff does not fail where that does. */
export function diffDriver(command: string, decrypt: boolean): DiffDriver {
  const textconv = `${command} git textconv${decrypt ? ' --decrypt' : ''}`;
  return { [TEXTCONV]: `show() { ${textconv} -- "$1" || cat -- "$1"; }; show`, [CACHE]: 'false' };
}

/** Writes what is not there yet. @throws CliError `PROGRAM_FAILED` */
export function writeDiffDriver(driver: DiffDriver, surroundings: Surroundings): void {
  for (const [name, value] of Object.entries(driver)) {
    const { stdout } = askGit(['config', '--local', '--get-all', name], surroundings);
    if (stdout !== value) runGit(['config', '--local', '--replace-all', name, value], surroundings);
  }
}

/** @returns whether there was one. @throws CliError `PROGRAM_FAILED` */
export function removeDiffDriver(surroundings: Surroundings): boolean {
  const removed = [TEXTCONV, CACHE].map((name) => {
    const { status, error } = askGit(['config', '--local', '--unset-all', name], surroundings);
    // 5: it was not set (git-config(1)).
    if (status !== 0 && status !== 5) throw error;
    return status === 0;
  });
  return removed.includes(true);
}
