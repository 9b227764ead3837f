import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import type { Rule, RuleSettings } from './rules.ts';

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
  let found: FoundRules = {};
  let folder = path === undefined ? resolve(cwd) : dirname(path);
  for (;;) {
    if (existsSync(join(folder, MISNAMED))) {
      const source = relative(cwd, join(folder, MISNAMED));
      throw new CliError('RULES_INVALID', `is not read; rename it to ${RULES_FILE}`, { source });
    }
    const text = readRules(join(folder, RULES_FILE));
    if (text !== undefined) {
      const { parseRules, ruleFor } = await import('./rules.ts');
      const rules = parseRules(text, relative(cwd, join(folder, RULES_FILE)));
      const name = path && relative(folder, path).split(sep).join('/');
      const rule = name === undefined ? undefined : ruleFor(rules, name);
      found = { ...found, default: found.default ?? rules.default };
      if (rule !== undefined) return { ...found, rule, name };
    }
    const parent = dirname(folder);
    // A repository's rules are its own; what lies above may be anybody's.
    if (parent === folder || existsSync(join(folder, '.git'))) return found;
    folder = parent;
  }
}

function readRules(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CliError('RULES_INVALID', `cannot be read: ${code}`, { cause, source: path });
  }
}
