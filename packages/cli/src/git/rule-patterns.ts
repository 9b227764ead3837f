import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { parseRules } from '../settings/rules.ts';
import type { Surroundings } from '../table/command.ts';
import { patternsOf, USUAL_PATTERNS } from './attributes.ts';
import { namesIn } from './git.ts';
import { runGit } from './run-git.ts';

/** What files are shown by the diff driver, and lines for stderr about those that cannot be named. */
export interface RulePatterns {
  readonly patterns: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The files of all rules of a work tree as patterns of git attributes; without rules, the usual names of config files.
 *
 * @throws CliError `RULES_INVALID`, `PROGRAM_FAILED`
 */
export function rulePatterns(root: string, env: Surroundings['env']): RulePatterns {
  const pathspec = ':(top,glob)**/.kmscrypt.yaml';
  const listed = runGit(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', pathspec], {
    env,
    cwd: root,
  });
  const globs = namesIn(listed).flatMap((file) => globsOf(root, file));
  const warnings = globs
    .filter(({ patterns }) => patterns === undefined)
    .map(
      ({ file, glob }) =>
        `kmscrypt: warning: ${file}: git attributes cannot say ${glob}; diffs of its files stay as they are`,
    );
  const patterns = globs.flatMap((each) => each.patterns ?? []);
  return { patterns: globs.length === 0 ? USUAL_PATTERNS : patterns, warnings };
}

interface RuleGlob {
  readonly file: string;
  readonly glob: string;
  readonly patterns: readonly string[] | undefined;
}

function globsOf(root: string, file: string): readonly RuleGlob[] {
  const text = readText(join(root, file));
  if (text === undefined) return [];
  const folder = dirname(file) === '.' ? '' : dirname(file);
  const { rules } = parseRules(text, file);
  return rules.flatMap(({ paths }) =>
    paths.map((glob) => ({ file, glob, patterns: patternsOf(glob, folder) })),
  );
}

/** Undefined for a file that git knows but that has been deleted. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return undefined;
    throw new CliError('RULES_INVALID', `cannot be read: ${code}`, { cause: error, source: path });
  }
}
