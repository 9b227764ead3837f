import { join } from 'node:path';
import type { Surroundings } from '../table/command.ts';
import { removeDiffDriver } from './diff-driver.ts';
import { HOOK, preCommitIn } from './hook.ts';
import { readMarkedFile, textOf, writeChanges } from './marked-file.ts';
import { withoutLines } from './marked-lines.ts';
import { findWorkTree } from './work-tree.ts';

/** What is taken away. */
export interface UninstallOptions {
  readonly diff: boolean;
  readonly hook: boolean;
}

/**
 * Takes away exactly what an installation added.
 *
 * @returns whether there was anything.
 * @throws CliError `USAGE`, `PROGRAM_FAILED`, `OUTPUT_FAILED`, `INPUT_FAILED`, `FILE_CHANGED`
 */
export function uninstall({ diff, hook }: UninstallOptions, surroundings: Surroundings): boolean {
  const { attributes, hooks, repository } = findWorkTree(surroundings);
  // Where core.hooksPath was set meanwhile, the lines are still where they were.
  const hookFolders = new Set([hooks, join(repository, 'hooks')]);
  const files = [
    ...(diff ? [{ path: attributes, head: '' }] : []),
    ...(hook ? [...hookFolders].map((folder) => ({ path: preCommitIn(folder).path, head: HOOK.head })) : []),
  ];
  const changes = files.flatMap(({ path, head }) => {
    const file = readMarkedFile(path);
    const before = textOf(file);
    if (before === undefined) return [];
    const text = withoutLines(before, head);
    return text === before ? [] : [{ file, text }];
  });
  writeChanges(changes, surroundings.cwd);
  const hadDriver = diff && removeDiffDriver(surroundings);
  return hadDriver || changes.length > 0;
}
