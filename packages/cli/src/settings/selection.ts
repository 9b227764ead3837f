import { type Document, parsePath, type Path } from '@kmscrypt/core/documents';

/** Which values are meant: those at or below a path, and those at or below a key that matches. */
export interface Selection {
  /** Paths whose steps may hold `*` (any characters of one step) or be `**` (any steps). */
  readonly paths: readonly string[];
  /** A regular expression over keys, as {@link keyPattern} reads it. */
  readonly match?: string | undefined;
}

/** Makes the test of a document's paths. The selection has been validated. */
export function selectorOf(
  { paths, match }: Selection,
  document: Pick<Document, 'path'>,
): (path: Path) => boolean {
  const patterns = paths.map((text) => document.path(withDots(text)).map(stepPattern));
  const keys = match === undefined ? undefined : keyPattern(match);
  return (path) =>
    path.some((step) => typeof step === 'string' && keys?.test(step)) ||
    patterns.some((pattern) => matchesFrom(pattern, path));
}

/** Whether `text` can be read as a path with wildcards. */
export function isPathPattern(text: string): boolean {
  try {
    return parsePath(withDots(text)).length > 0 || text === '.';
  } catch {
    return false;
  }
}

/** A regular expression over keys, found anywhere in them; `(?i)` in front ignores case. Undefined where it is none. */
export function keyPattern(text: string): RegExp | undefined {
  const ignoresCase = text.startsWith('(?i)');
  try {
    return new RegExp(ignoresCase ? text.slice('(?i)'.length) : text, ignoresCase ? 'iu' : 'u');
  } catch {
    return undefined;
  }
}

type StepPattern = RegExp | '**';

// `services[*]` is how users write it.
function withDots(text: string): string {
  return text.startsWith('/')
    ? text
    : text.replaceAll('[*]', '.*').replace(/^\./u, (dot) => (text === '.' ? dot : ''));
}

function stepPattern(step: string | number): StepPattern {
  if (step === '**') return '**';
  const pieces = String(step)
    .split('*')
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 'su');
}

// The pattern of a map or list means all that is below it.
function matchesFrom(pattern: readonly StepPattern[], path: Path): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return true;
  if (first === '**') {
    return matchesFrom(rest, path) || (path.length > 0 && matchesFrom(pattern, path.slice(1)));
  }
  const [step, ...below] = path;
  return step !== undefined && first.test(String(step)) && matchesFrom(rest, below);
}
