import { relative } from 'node:path';
import type { Surroundings } from '../table/command.ts';
import { attributesOf } from './attributes.ts';
import { diffDriver, writeDiffDriver } from './diff-driver.ts';
import { hookChange, hookWarnings } from './hook-change.ts';
import { type Change, readMarkedFile, textOf, writeChanges } from './marked-file.ts';
import { withLines } from './marked-lines.ts';
import { rulePatterns } from './rule-patterns.ts';
import { findWorkTree } from './work-tree.ts';

export interface InstallOptions {
  /** How diffs are to show tokens; undefined leaves diffs alone. */
  readonly diff: 'masked' | 'decrypted' | undefined;
  /** Whether commits are to be checked; false leaves hooks alone. */
  readonly hook: boolean;
  /** What a shell calls this program by. */
  readonly command: string;
}

/** What a command has to say. */
export interface Told {
  /** For stdout. */
  readonly lines: readonly string[];
  /** For stderr. */
  readonly warnings: readonly string[];
}

/**
 * Installs the diff driver and the pre-commit hook. Everything is looked at before anything is written, and what is there
 * already stays as it is.
 *
 * @throws CliError `USAGE`, `PROGRAM_FAILED`, `RULES_INVALID`, `OUTPUT_FAILED`, `INPUT_FAILED`, `FILE_CHANGED`
 */
export function install({ diff, hook, command }: InstallOptions, surroundings: Surroundings): Told {
  const { cwd, env } = surroundings;
  const tree = findWorkTree(surroundings);
  const changes: Change[] = [];
  const lines: string[] = [];
  const warnings: string[] = [];
  if (diff !== undefined) {
    const file = readMarkedFile(tree.attributes);
    const found = rulePatterns(tree.root, env);
    changes.push({ file, text: withLines(textOf(file), attributesOf(found.patterns)) });
    lines.push(`git diff shows tokens ${diff}: ${relative(cwd, tree.attributes)}`);
    warnings.push(...found.warnings);
  }
  if (hook) {
    const change = hookChange(tree.hooks);
    changes.push(change);
    lines.push(`git commit runs kmscrypt scan --staged: ${relative(cwd, change.file.path)}`);
    warnings.push(...hookWarnings(tree));
  }
  writeChanges(changes, cwd);
  if (diff !== undefined) writeDiffDriver(diffDriver(command, diff === 'decrypted'), surroundings);
  return { lines, warnings };
}
