import { KmscryptError } from '../error.ts';
import { errorOf, type Problem, Unreadable } from '../formats/problems.ts';
import { Refusal, splice } from '../formats/stretch.ts';
import { type Change, type Insertable, planOf, type Replacement } from './change-plan.ts';
import type { Edit, Editor } from './editor.ts';
import { isAfterInsertion, isAfterRemoval, sameOutline } from './expected.ts';
import { refuseNoPlace } from './not-found.ts';
import type { OutlineNode } from './outline.ts';
import { formatPath, type Path } from './path.ts';
import { nodeAt, resolve } from './resolve.ts';

/** A text and its structure. */
export interface Outlined {
  readonly text: string;
  readonly root: OutlineNode;
}

/**
 * Reads the structure of a document.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` with its position, or a `SEVERAL` of them
 */
export function outlineBy(editor: Editor, text: string): Outlined {
  const root = attempt(editor, text);
  if (!(root instanceof Unreadable)) return { text, root };
  throw errorOf(
    text,
    root.faults.map(({ offset, reason }) => ({ code: 'FORMAT_NOT_PARSABLE', offset, reason })),
  );
}

/**
 * Changes values of a document: writes those that are there in their places, then adds what is new, then takes away what
 * goes. Every result is read again: whatever an editor gets wrong ends as an error, never as a wrong document.
 *
 * @throws KmscryptError `FORMAT_CANNOT_EXPRESS`, `PATH_NOT_FOUND`, `PATH_NOT_A_VALUE`, `PATH_AMBIGUOUS`
 * @throws TypeError where two changes have the same path
 */
export function changeBy(editor: Editor, document: Outlined, changes: readonly Change[]): Outlined {
  const { replacements, insertions, removals } = planOf(document, changes);
  let outlined = replacements.length === 0 ? document : replace(editor, document, replacements);
  for (const insertion of insertions) outlined = insert(editor, outlined, insertion);
  for (const path of removals) outlined = remove(editor, outlined, path);
  return outlined;
}

function replace(editor: Editor, { text, root }: Outlined, replacements: readonly Replacement[]): Outlined {
  const edits: Edit[] = [];
  const problems: Problem[] = [];
  for (const { path, value, scalar } of replacements) {
    const { start, end } = value;
    const source = tried(() => editor.write(text, value, scalar));
    if (typeof source === 'string') edits.push({ start, end, source });
    else problems.push(problemOf({ path, start }, source));
  }
  if (problems.length > 0) throw errorOf(text, problems);
  const [first] = replacements;
  const replaced = new Map(replacements.map(({ value, scalar }) => [value, scalar]));
  return applied(editor, text, {
    path: first?.path ?? [],
    start: first?.value.start ?? 0,
    edits: edits.toSorted((one, other) => one.start - other.start),
    isExpected: (after) => sameOutline(root, after, replaced),
  });
}

function insert(editor: Editor, { text, root }: Outlined, { path, scalar }: Insertable): Outlined {
  const resolved = resolve(text, root, path);
  if (resolved.found !== undefined) {
    throw new KmscryptError(
      'PATH_NOT_A_VALUE',
      `${formatPath(path)} is where another change adds a value below`,
    );
  }
  refuseNoPlace(root, resolved);
  const { parent, parentPath, missing } = resolved;
  const edit = tried(() => editor.insert(text, { root, parent, parentPath, missing, scalar }));
  const { start } = parent;
  if (edit instanceof Refusal) throw errorOf(text, [problemOf({ path, start }, edit)]);
  const isExpected = (after: OutlineNode): boolean => isAfterInsertion(root, { path, scalar }, after);
  return applied(editor, text, { path, start, edits: [edit], isExpected });
}

function remove(editor: Editor, { text, root }: Outlined, path: Path): Outlined {
  const { start } = nodeAt(text, root, path);
  const edit = tried(() => editor.remove(text, path));
  if (edit instanceof Refusal) throw errorOf(text, [problemOf({ path, start }, edit)]);
  const isExpected = (after: OutlineNode): boolean => isAfterRemoval(root, path, after);
  return applied(editor, text, { path, start, edits: [edit], isExpected });
}

/** What an editor would do, and how to know whether it has done it. */
interface Step {
  readonly path: Path;
  /** Where an error lies. */
  readonly start: number;
  readonly edits: readonly Edit[];
  readonly isExpected: (after: OutlineNode) => boolean;
}

function applied(editor: Editor, text: string, { path, start, edits, isExpected }: Step): Outlined {
  const half = edits.find(({ source }) => /\p{Surrogate}/u.test(source));
  if (half !== undefined) throw errorOf(text, [problemOf({ path, start: half.start }, HALF)]);
  const output = splice(text, edits);
  const after = attempt(editor, output);
  if (!(after instanceof Unreadable) && isExpected(after)) return { text: output, root: after };
  throw errorOf(text, [problemOf({ path, start }, CHANGED)]);
}

const HALF = new Refusal('the value holds half of a surrogate pair, which no UTF-8 file can hold');
const CHANGED = new Refusal('the document would not read the same in all other places; change it by hand');

function problemOf({ path, start }: Pick<Step, 'path' | 'start'>, { reason }: Refusal): Problem {
  return { code: 'FORMAT_CANNOT_EXPRESS', offset: start, reason: `${formatPath(path)}: ${reason}` };
}

function attempt(editor: Editor, text: string): OutlineNode | Unreadable {
  try {
    const root = tried(() => editor.outline(text));
    return root instanceof Refusal ? Unreadable.at(0, root.reason) : root;
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}

// Parsers recurse, so that depth makes the stack overflow.
function tried<T>(run: () => T): T | Refusal {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return new Refusal('the document is nested too deeply');
    throw error;
  }
}
