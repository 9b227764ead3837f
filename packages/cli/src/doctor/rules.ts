import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { findRules, type FoundRules } from '../settings/find-rules.ts';
import { type Check, fail, ok, skip } from './check.ts';

const NAME = 'rules';

/** What the rules say, undefined where they cannot be read. */
export interface CheckedRules {
  readonly check: Check;
  readonly found: FoundRules | undefined;
}

/** Checks `.kmscrypt.yaml`: every one from the folder of `file`, or from `cwd`, upwards. */
export async function checkRules(file: string | undefined, cwd: string): Promise<CheckedRules> {
  try {
    const found = await findRules(file, cwd);
    const names = rulesFiles(file === undefined ? cwd : dirname(resolve(cwd, file))).map((path) =>
      relative(cwd, path),
    );
    if (names.length === 0) return { check: skip(NAME, 'there is no .kmscrypt.yaml here or above'), found };
    return { check: ok(NAME, `${names.join(', ')}: ${inWords(found, file)}`), found };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { code, message, source, position, errors } = error;
    // Without places it is not what the file says: the message then tells what is to be done with it.
    if (errors.length === 0) return { check: fail(NAME, error), found: undefined };
    const hints = ['correct it there; docs/cli.md of kmscrypt lists the settings'];
    const cured = new CliError(code, message, { source, position, errors, hints });
    return { check: fail(NAME, cured), found: undefined };
  }
}

function inWords({ rule, default: fallback }: FoundRules, file: string | undefined): string {
  const has = fallback === undefined ? 'no default' : 'a default';
  if (file === undefined) return `${has}; --filename FILE shows the rule of a file`;
  return rule === undefined ? `no rule for ${file}, ${has}` : `the rule ${rule.paths.join(', ')} for ${file}`;
}

/** Those that `findRules` looks at, the nearest first. */
function rulesFiles(folder: string): readonly string[] {
  const path = join(folder, '.kmscrypt.yaml');
  const here = existsSync(path) ? [path] : [];
  const parent = dirname(folder);
  if (parent === folder || existsSync(join(folder, '.git'))) return here;
  return [...here, ...rulesFiles(parent)];
}
