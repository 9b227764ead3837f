import { KmscryptError } from '../error.ts';
import { fieldsOf, type OutlineNode } from './outline.ts';
import { formatPath, type Path } from './path.ts';
import type { Unresolved } from './resolve.ts';

/** Says that nothing is at a path, and what is there instead. */
export function notFound(root: OutlineNode, unresolved: Unresolved): KmscryptError {
  const { parentPath, missing } = unresolved;
  const instead = insteadOf(root, unresolved);
  const message = `there is no ${formatPath([...parentPath, ...missing])}`;
  return new KmscryptError('PATH_NOT_FOUND', instead === '' ? message : `${message}; ${instead}`);
}

/** Refuses a path that cannot be made: maps are made where they are missing, and the next item of a list, but no lists. */
export function refuseNoPlace(root: OutlineNode, unresolved: Unresolved): void {
  const { parent, parentPath, missing } = unresolved;
  const [first, ...below] = missing;
  const isPlace = parent.kind === 'list' ? first === parent.items.length : typeof first === 'string';
  if (!isPlace) throw notFound(root, unresolved);
  const depth = below.findIndex((step) => typeof step === 'number' || step === '-');
  if (depth === -1) return;
  const list = formatPath([...parentPath, ...missing.slice(0, depth + 1)]);
  throw new KmscryptError('PATH_NOT_FOUND', `there is no ${list}; add the list by hand before its items`);
}

function insteadOf(root: OutlineNode, { parent, parentPath, missing }: Unresolved): string {
  const where = parentPath.length === 0 ? 'the document' : formatPath(parentPath);
  const path = [...parentPath, ...missing];
  const [first] = missing;
  if (parent.kind === 'list') {
    const { length } = parent.items;
    if (/^(?:\d+|-)$/u.test(String(first))) {
      return `${where} has ${length} items, so the next would be ${formatPath([...parentPath, length])}`;
    }
    return `${where} is a list of ${length}: write ${formatPath([...parentPath, 0, ...missing])}`;
  }
  if (typeof first === 'number') return `${where} is no list`;
  const siblings = parent.entries
    .filter(({ key }) => isNear(key, first ?? ''))
    .map(({ key }) => formatPath([...parentPath, key]));
  const near = new Set([...siblings, ...similar(root, path)]);
  return near.size === 0 ? '' : `there is ${[...near].slice(0, MOST).join(', ')}`;
}

const MOST = 3;

/** Values whose paths end with the same key, or have the same letters, such as one key with dots in it. */
function similar(root: OutlineNode, path: Path): readonly string[] {
  const letters = (of: Path): string =>
    of
      .join('')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = letters(path);
  const last = String(path.at(-1)).toLowerCase();
  const isSimilar = (each: Path): boolean =>
    letters(each) === wanted || String(each.at(-1)).toLowerCase() === last;
  return fieldsOf(root).flatMap((field) => (isSimilar(field.path) ? [formatPath(field.path)] : []));
}

/** Whether two keys differ by a slip only: two letters next to each other, or fewer, in a longer rest that is equal. */
function isNear(one: string, other: string): boolean {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const different = Math.max(left.length, right.length) - start - end;
  return different <= 2 && different < start + end;
}
