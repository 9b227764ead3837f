import { existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { HOOK, isShellScript, preCommitIn } from './hook.ts';
import { type Change, readMarkedFile, textOf } from './marked-file.ts';
import { withLines } from './marked-lines.ts';
import type { WorkTree } from './work-tree.ts';

/**
 * Plans our lines in the pre-commit hook.
 *
 * @throws CliError `OUTPUT_FAILED` where the hook that is there cannot take them, `INPUT_FAILED`
 */
export function hookChange(hooks: string): Change {
  const { path, husky } = preCommitIn(hooks);
  const file = readMarkedFile(path);
  const text = textOf(file);
  const refuse = (reason: string, cure: string): CliError =>
    new CliError('OUTPUT_FAILED', reason, { source: path, hints: [cure] });
  if (text !== undefined && !isShellScript(text)) {
    throw refuse(
      'the hook is no shell script, so nothing can be added to it',
      'let it run kmscrypt scan --staged by itself, and install the rest: kmscrypt git install --diff-only',
    );
  }
  // husky reads its hooks with sh, whatever their mode.
  if (text !== undefined && !husky && (statSync(path).mode & 0o111) === 0) {
    throw refuse('the hook is not executable, so git does not run it', 'chmod +x it, or take it away');
  }
  return { file, text: withLines(text, HOOK), mode: 0o755 };
}

/** Lines for stderr about hooks that reach further, or not as far, as one may think. */
export function hookWarnings({ hooks, root, repository }: WorkTree): readonly string[] {
  const warning = (text: string): string => `kmscrypt: warning: ${text}`;
  if (![root, repository].some((folder) => isBelow(hooks, folder))) {
    return [
      warning(
        `${hooks} (core.hooksPath) has the hooks of other repositories too, whose commits are now checked`,
      ),
    ];
  }
  if (existsSync(join(root, '.husky')) && !isBelow(hooks, join(root, '.husky'))) {
    return [
      warning('git does not use .husky yet: set husky up (npm install), then run kmscrypt git install again'),
    ];
  }
  return [];
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}
