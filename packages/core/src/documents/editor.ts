import type { Range } from '../formats/range.ts';
import type { Refusal } from '../formats/stretch.ts';
import type { OutlineList, OutlineMap, OutlineNode, OutlineValue, Scalar } from './outline.ts';
import type { Path } from './path.ts';

/** A stretch of a text and what it becomes; an empty stretch inserts. */
export interface Edit extends Range {
  readonly source: string;
}

/** A value that is not there yet. */
export interface Insertion {
  readonly root: OutlineNode;
  /** The deepest list or map on the way that is there. */
  readonly parent: OutlineList | OutlineMap;
  readonly parentPath: Path;
  /**
   * What is missing below the parent, at least one step; all but the last become maps. Below a list, the first is its
   * length; all others are keys.
   */
  readonly missing: Path;
  readonly scalar: Scalar;
}

/**
 * What a format knows of reading and changing values by path. None of it has to prove its work: `change.ts` reads every
 * result again and refuses one that says anything else than what was meant.
 *
 * Bytes outside of what is changed stay as they are; texts have no byte order mark here.
 */
export interface Editor {
  /** @throws Unreadable where the text is no document of the format */
  readonly outline: (text: string) => OutlineNode;
  /** The source that belongs in place of `value`, in the quoting that it has where that can hold the scalar. */
  readonly write: (text: string, value: OutlineValue, scalar: Scalar) => string | Refusal;
  /** Adds a value behind its siblings, in their indentation and style. */
  readonly insert: (text: string, insertion: Insertion) => Edit | Refusal;
  /**
   * Takes away a value or all below a path (never the root), with its key, its line and the comment on that line. The
   * path is there, written as the outline has it. A map or list that only its items make may go with the last of them.
   */
  readonly remove: (text: string, path: Path) => Edit | Refusal;
}
