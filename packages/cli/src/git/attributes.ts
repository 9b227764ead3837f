import type { Lines } from './marked-lines.ts';

/** The name of the diff driver that the attributes name and git's configuration defines. */
export const DRIVER = 'kmscrypt';

/** The files that are looked at where no rule says which. */
export const USUAL_PATTERNS: readonly string[] = [
  '*.json',
  '*.jsonc',
  '*.yaml',
  '*.yml',
  '*.toml',
  '*.env',
  '.env',
  '.env.*',
  '*.properties',
  '*.ini',
  '*.tfvars',
  '*.hcl',
];

/** The attributes of patterns. They stand first in their file: of several lines for one file, git takes the last. */
export function attributesOf(patterns: readonly string[]): Lines {
  const lines = [...new Set(patterns)].map((pattern) => `${quoted(pattern)} diff=${DRIVER}`);
  return { lines, head: '', offsetIn: () => 0 };
}

/** In quotes, as in C, where the pattern would end too early or be a comment (gitattributes(5)). */
function quoted(pattern: string): string {
  if (!/[\s"]|^#/.test(pattern)) return pattern;
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\t': '\\t', '\n': '\\n' };
  return `"${pattern.replace(/[\\"\t\n]/g, (char) => escapes[char] ?? char)}"`;
}

/**
 * The patterns of git attributes that match the files of a rule's glob; undefined where there are none, as for `!x`,
 * `{1..3}` and `+(x)`.
 *
 * @param folder of the rules file, relative to the root of the work tree, with slashes; empty for the root.
 */
export function patternsOf(glob: string, folder: string): readonly string[] | undefined {
  const patterns = [...new Set(expandBraces(glob.replace(/^\.\//, '')))].filter((each) => each !== '');
  if (!patterns.every(isPlain)) return undefined;
  const prefix = folder === '' ? '' : `${folder.replace(/[\\*?[]/g, String.raw`\$&`)}/`;
  // A glob with a slash is anchored to its folder, also what its braces hold.
  if (glob.includes('/')) return patterns.map((pattern) => `/${prefix}${pattern}`);
  return prefix === '' ? patterns : patterns.map((pattern) => `/${prefix}**/${pattern}`);
}

/** Whether git reads a glob without braces as picomatch does. */
function isPlain(glob: string): boolean {
  const unescaped = glob.replace(/\\./g, '');
  return !/^!|["()]|\[!|\[:|\{[^{}]*\.\.[^{}]*\}/.test(unescaped);
}

/** `a.{b,c}` as `a.b` and `a.c`, innermost braces first; braces without a comma are characters. */
function expandBraces(glob: string): readonly string[] {
  const found = /(?<!\\)\{((?:\\.|[^\\{}])*)\}/g;
  for (const { 0: braces, 1: inner = '', index } of glob.matchAll(found)) {
    const choices = inner.split(/(?<!\\),/);
    if (choices.length > 1) {
      const [before, after] = [glob.slice(0, index), glob.slice(index + braces.length)];
      return choices.flatMap((choice) => expandBraces(before + choice + after));
    }
  }
  return [glob];
}
