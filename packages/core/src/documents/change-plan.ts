import { KmscryptError } from '../error.ts';
import type { Outlined } from './change.ts';
import { notFound } from './not-found.ts';
import type { OutlineValue, Scalar } from './outline.ts';
import { formatPath, type Path, pointerOf } from './path.ts';
import { resolve, valueOf } from './resolve.ts';

/** A value to write at a path, or, without a `scalar`, the value or all below the path to take away. */
export interface Change {
  readonly path: Path;
  readonly scalar?: Scalar | undefined;
}

/** Changes by what has to be done, in the order in which that can be. Paths are as the document has them. */
export interface Plan {
  /** Values that are there; all of them at once. */
  readonly replacements: readonly Replacement[];
  /** Values that are not there yet, in the order given. */
  readonly insertions: readonly Insertable[];
  /** From the last item of a list to the first, so that the places of the others stay. */
  readonly removals: readonly Path[];
}

export interface Replacement {
  readonly path: Path;
  readonly value: OutlineValue;
  readonly scalar: Scalar;
}

export interface Insertable {
  readonly path: Path;
  readonly scalar: Scalar;
}

/**
 * Sorts changes by what has to be done. All paths mean the document as it is now.
 *
 * @throws KmscryptError `PATH_NOT_FOUND`, `PATH_NOT_A_VALUE`, `PATH_AMBIGUOUS`
 * @throws TypeError where two changes have the same path
 */
export function planOf({ text, root }: Outlined, changes: readonly Change[]): Plan {
  const replacements: Replacement[] = [];
  const insertions: Insertable[] = [];
  const removals: Removal[] = [];
  const seen = new Set<string>();
  for (const { path: asked, scalar } of changes) {
    const resolved = resolve(text, root, asked);
    const { found } = resolved;
    const path = found === undefined ? [...resolved.parentPath, ...resolved.missing] : resolved.path;
    const pointer = pointerOf(path);
    if (seen.has(pointer)) throw new TypeError(`two changes of ${formatPath(path)}`);
    seen.add(pointer);
    if (scalar === undefined) {
      if (found === undefined) throw notFound(root, resolved);
      removals.push({ path, start: found.start });
    } else if (found === undefined) insertions.push({ path, scalar });
    else replacements.push({ path, scalar, value: valueOf(text, found, path) });
  }
  return { replacements, insertions, removals: inOrder(removals) };
}

interface Removal {
  readonly path: Path;
  readonly start: number;
}

// What lies within something else that goes needs no removal of its own.
function inOrder(removals: readonly Removal[]): readonly Path[] {
  if (removals.some(({ path }) => path.length === 0)) {
    throw new KmscryptError('FORMAT_CANNOT_EXPRESS', 'the whole document cannot be taken away');
  }
  const pointers = new Set(removals.map(({ path }) => pointerOf(path)));
  return removals
    .filter(({ path }) => !isBelow(path, pointers))
    .toSorted((one, other) => other.path.length - one.path.length || other.start - one.start)
    .map(({ path }) => path);
}

function isBelow(path: Path, pointers: ReadonlySet<string>): boolean {
  let above = '';
  return path.some((step) => {
    const isGone = pointers.has(above);
    above += pointerOf([step]);
    return isGone;
  });
}
