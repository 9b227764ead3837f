import { formatOfFile } from '@kmscrypt/core/documents';
import { posix } from 'node:path';
import { compareEnvironments, environmentIn, environmentOf } from './environments.ts';

/** Files that one rule is to be for. */
export interface Proposal {
  /** Undefined for files of no environment. */
  readonly environment: string | undefined;
  readonly globs: readonly string[];
}

/** Folders whose subfolders may be environments: `config/stage/app.yaml`. */
const ABOVE_ENVIRONMENTS =
  /^(?:config|configs|conf|env|envs|environments|overlays|secrets|settings|values)$/iu;
/** Files of tools, which hold no secrets though their names look like it. */
const OF_TOOLS =
  /^\.?(?:tsconfig|jsconfig|package|composer|jest|vite|vitest|webpack|rollup|babel|eslint|renovate)\b/iu;
const SECRETIVE =
  /^(?:\.env|.+\.tfvars|secrets?\.\w+|config\.\w+|application\.\w+|appsettings\.json|default\.\w+|values\.ya?ml)$/iu;
/** What has a meaning in a glob is hardly ever in the name of a config file. */
const PLAIN_NAME = /^[\p{L}\p{N} ._/@+-]+$/u;

/**
 * Proposes which files are under one rule: one for each environment, and one for those of none.
 *
 * @param files relative, with slashes.
 */
export function proposeRules(files: readonly string[]): readonly Proposal[] {
  const globs = new Map<string | undefined, Set<string>>();
  for (const file of files) {
    const found = PLAIN_NAME.test(file) ? globOf(file) : undefined;
    if (found === undefined) continue;
    const known = globs.get(found.environment) ?? new Set();
    globs.set(found.environment, known.add(found.glob));
  }
  const proposals = Array.from(globs, ([environment, each]) => ({
    environment,
    globs: Array.from(each).toSorted(),
  }));
  return proposals.toSorted(({ environment: one }, { environment: other }) => {
    if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
    return compareEnvironments(one, other);
  });
}

interface Found {
  readonly environment: string | undefined;
  readonly glob: string;
}

function globOf(file: string): Found | undefined {
  const format = formatOfFile(file);
  const name = posix.basename(file);
  if (format === undefined || format === 'text' || OF_TOOLS.test(name)) return undefined;
  const folder = posix.dirname(file);
  const at = (glob: string): string => (folder === '.' ? glob : `${folder}/${glob}`);
  const extension = posix.extname(name);
  const isWord = environmentOf(extension.slice(1)) !== undefined;
  const named = environmentIn(isWord ? name : name.slice(0, name.length - extension.length));
  if (named !== undefined) {
    const isWhole = named.start === 0 || name.startsWith('.env');
    const glob = isWhole ? name : `*${name.slice(named.start - 1)}`;
    return { environment: named.environment, glob: at(glob) };
  }
  return ofFolder(file) ?? (SECRETIVE.test(name) ? { environment: undefined, glob: at(name) } : undefined);
}

/** Other files of such a folder, a README say, are none whose values could be tokens. */
function ofFolder(file: string): Found | undefined {
  const steps = posix.dirname(file).split('/');
  const depth = steps.findLastIndex(
    (step, index) => environmentOf(step) !== undefined && ABOVE_ENVIRONMENTS.test(steps[index - 1] ?? ''),
  );
  const environment = environmentOf(steps[depth] ?? '');
  if (environment === undefined) return undefined;
  const name = posix.basename(file);
  const extension = posix.extname(name);
  const files = extension === '' || name.startsWith('.env') ? name : `*${extension}`;
  return { environment, glob: `${steps.slice(0, depth + 1).join('/')}/**/${files}` };
}
