import { KmscryptError } from '../error.ts';
import { errorOf, type Problem, Unreadable } from '../formats/problems.ts';
import { Refusal, splice } from '../formats/stretch.ts';
import { positionAt } from '../position.ts';
import type { Edit, Editor } from './editor.ts';
import type { OutlineNode, OutlineValue, Scalar } from './outline.ts';
import { formatPath, type Path } from './path.ts';
import { notFound, resolve } from './resolve.ts';
import { expectedAfter, sameOutline } from './expected.ts';

/** A value to write at a path, or, without one, what is there to take away. */
export interface Change {
  readonly path: Path;
  readonly scalar?: Scalar | undefined;
}

const CHANGED = 'the document would not read the same in all other places; change it by hand';

/**
 * Reads the structure of a document.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` with its position, or a `SEVERAL` of them
 */
export function outlineBy(editor: Editor, text: string): OutlineNode {
  const outline = attempt(editor, text);
  if (!(outline instanceof Unreadable)) return outline;
  const problems = outline.faults.map(({ offset, reason }): Problem => ({ code: 'FORMAT_NOT_PARSABLE', offset, reason }));
  throw errorOf(text, problems);
}

/**
 * Changes values of a document: those that are there in their places, then, one after another, what is new or goes.
 * Every byte outside of them stays.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE`, `FORMAT_CANNOT_EXPRESS`, and as `resolve`
 */
export function changeBy(editor: Editor, text: string, changes: readonly Change[]): string {
  const root = outlineBy(editor, text);
  const edits: Edit[] = [];
  const problems: Problem[] = [];
  const later: Change[] = [];
  for (const change of changes) {
    const { found } = resolve(text, root, change.path);
    if (found === undefined || change.scalar === undefined) later.push(change);
    else {
      const value = valueOf(text, found, change.path);
      const source = editor.write(text, value, change.scalar);
      if (typeof source === 'string') edits.push({ start: value.start, end: value.end, source });
      else problems.push({ code: 'FORMAT_CANNOT_EXPRESS', offset: value.start, reason: source.reason });
    }
  }
  if (problems.length > 0) throw errorOf(text, problems);
  let output = splice(text, edits.toSorted((one, other) => one.start - other.start));
  for (const change of later) output = changeStructure(editor, output, change);
  const after = attempt(editor, output);
  const expected = changes.reduce(expectedAfter, root);
  if (after instanceof Unreadable || !sameOutline(expected, after)) {
    throw new KmscryptError('FORMAT_CANNOT_EXPRESS', `${formatPath(changes[0]?.path ?? [])}: ${CHANGED}`);
  }
  return output;
}

function changeStructure(editor: Editor, text: string, { path, scalar }: Change): string {
  const root = outlineBy(editor, text);
  const resolved = resolve(text, root, path);
  let edit: Edit | Refusal;
  let offset = root.start;
  if (scalar === undefined) {
    if (resolved.found === undefined) throw notFound(root, path);
    offset = resolved.found.start;
    edit = path.length === 0 ? new Refusal('the whole document cannot be taken away') : editor.remove(text, resolved.path);
  } else if (resolved.found === undefined) {
    const { parent, parentPath, missing } = resolved;
    offset = parent.start;
    edit = isPlaceFor(parent, missing) ?? editor.insert(text, { root, parent, parentPath, missing, scalar });
  } else {
    const value = valueOf(text, resolved.found, path);
    offset = value.start;
    const source = editor.write(text, value, scalar);
    edit = typeof source === 'string' ? { start: value.start, end: value.end, source } : source;
  }
  if (!(edit instanceof Refusal)) return splice(text, [edit]);
  throw errorOf(text, [{ code: 'FORMAT_CANNOT_EXPRESS', offset, reason: `${formatPath(path)}: ${edit.reason}` }]);
}

function isPlaceFor(parent: OutlineNode, [first]: Path): Refusal | undefined {
  if (parent.kind !== 'list' || first === parent.items.length) return undefined;
  return new Refusal(`the list has ${parent.items.length} items; the next place is [${parent.items.length}]`);
}

/** @throws KmscryptError `PATH_NOT_A_VALUE` */
export function valueOf(text: string, node: OutlineNode, path: Path): OutlineValue {
  if (node.kind === 'value') return node;
  const what = { map: 'holds other keys', list: 'is a list', other: `is ${node.kind === 'other' ? node.what : ''}` };
  const message = `${formatPath(path)} ${what[node.kind]}, not a value`;
  throw new KmscryptError('PATH_NOT_A_VALUE', message, { position: positionAt(text, node.start) });
}

function attempt(editor: Editor, text: string): OutlineNode | Unreadable {
  try {
    return editor.outline(text);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    // Parsers recurse, so that depth makes the stack overflow.
    if (error instanceof RangeError) return Unreadable.at(0, 'the document is nested too deeply');
    throw error;
  }
}
