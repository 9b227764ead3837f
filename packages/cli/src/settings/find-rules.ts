import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import type { Rule, Rules, RuleSettings } from './rules.ts';

const RULES_FILE = '.kmscrypt.yaml';
const MISNAMED = '.kmscrypt.yml';

/** What the rules say about one file. */
export interface FoundRules {
  readonly rule?: Rule | undefined;
  /** The file as its rule sees it: relative to the folder of that `.kmscrypt.yaml`, with slashes. Tokens are bound to it. */
  readonly name?: string | undefined;
  readonly default?: RuleSettings | undefined;
}

/**
 * Looks for `.kmscrypt.yaml` in the folder of `file`, or in `cwd` where there is no file, and upwards
 * to the root of the git repository, or of the file system where there is none. The nearest file with a rule that matches gives the rule, the nearest with a default gives the default.
 *
 * @throws CliError `RULES_INVALID`
 */
export async function findRules(file: string | undefined, cwd: string): Promise<FoundRules> {
  const path = file === undefined ? undefined : resolve(cwd, file);
  const rulesFor = await rulesFinder(cwd)(path === undefined ? resolve(cwd) : dirname(path));
  return rulesFor(path);
}

/** What the rules say about a file of one folder; it is named by its whole path. */
export type RulesFor = (path: string | undefined) => FoundRules;

/** Makes a {@link findRules} that reads each folder once and then answers for all of its files, for runs over many. */
export function rulesFinder(cwd: string): (folder: string) => Promise<RulesFor> {
  const known = new Map<string, Promise<readonly Level[]>>();
  const levelsFrom = (folder: string): Promise<readonly Level[]> => {
    const levels = known.get(folder) ?? readLevels(folder, cwd, levelsFrom);
    known.set(folder, levels);
    return levels;
  };
  return async (folder) => {
    const levels = await levelsFrom(folder);
    return (path) => rulesOn(levels, path);
  };
}

function rulesOn(levels: readonly Level[], path: string | undefined): FoundRules {
  const fallback = levels.find(({ rules }) => rules.default !== undefined)?.rules.default;
  for (const { folder, ruleFor } of levels) {
    // The folder is one above the file: no need to compare their parts.
    const name = path?.slice(folder.endsWith(sep) ? folder.length : folder.length + 1).replaceAll(sep, '/');
    const rule = name === undefined ? undefined : ruleFor(name);
    if (rule !== undefined) return { default: fallback, rule, name };
  }
  return { default: fallback };
}

/** A folder with a `.kmscrypt.yaml`. */
interface Level {
  readonly folder: string;
  readonly rules: Rules;
  readonly ruleFor: (path: string) => Rule | undefined;
}

/** The folder's own rules and those above, the nearest first. */
async function readLevels(
  folder: string,
  cwd: string,
  levelsFrom: (folder: string) => Promise<readonly Level[]>,
): Promise<readonly Level[]> {
  if (existsSync(join(folder, MISNAMED))) {
    const source = relative(cwd, join(folder, MISNAMED));
    throw new CliError('RULES_INVALID', `is not read; rename it to ${RULES_FILE}`, { source });
  }
  const own: Level[] = [];
  const text = readRules(join(folder, RULES_FILE));
  if (text !== undefined) {
    const { parseRules, ruleFinder } = await import('./rules.ts');
    const rules = parseRules(text, relative(cwd, join(folder, RULES_FILE)));
    own.push({ folder, rules, ruleFor: ruleFinder(rules) });
  }
  const parent = dirname(folder);
  // A repository's rules are its own; what lies above may be anybody's.
  const isTop = parent === folder || existsSync(join(folder, '.git'));
  return isTop ? own : [...own, ...(await levelsFrom(parent))];
}

function readRules(path: string): string | undefined {
  // Most folders have none, and to make an error takes longer than to look.
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliError('RULES_INVALID', `cannot be read: ${systemCode(cause)}`, { cause, source: path });
  }
}
