import { Unreadable } from '../formats/problems.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit, Editor } from './editor.ts';
import { asParent, type OutlineNode } from './outline.ts';
import { resolve } from './resolve.ts';

export const BYTE_ORDER_MARK = '\uFEFF';
const { length } = BYTE_ORDER_MARK;

/** The editor of texts that begin with a byte order mark, made from one that knows of none: the mark stays. */
export function behindMark(editor: Editor): Editor {
  return {
    outline: (text) => shifted(outlineOf(editor, text.slice(length))),
    write: (text, value, scalar) => {
      const unmarked = { ...value, start: value.start - length, end: value.end - length };
      return editor.write(text.slice(length), unmarked, scalar);
    },
    insert: (text, { parentPath, missing, scalar }) => {
      const body = text.slice(length);
      const root = editor.outline(body);
      const { found } = resolve(body, root, parentPath);
      const parent = found && asParent(found);
      if (parent?.kind !== 'list' && parent?.kind !== 'map') return new Refusal('nothing can be added there');
      return moved(editor.insert(body, { root, parent, parentPath, missing, scalar }));
    },
    remove: (text, path) => moved(editor.remove(text.slice(length), path)),
  };
}

function outlineOf(editor: Editor, body: string): OutlineNode {
  try {
    return editor.outline(body);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Unreadable(error.faults.map(({ offset, reason }) => ({ offset: offset + length, reason })));
  }
}

function shifted(node: OutlineNode): OutlineNode {
  const range = { start: node.start + length, end: node.end + length };
  if (node.kind === 'list') return { ...node, ...range, items: node.items.map(shifted) };
  if (node.kind !== 'map') return { ...node, ...range };
  const entries = node.entries.map((entry) => ({
    key: entry.key,
    keyStart: entry.keyStart + length,
    node: shifted(entry.node),
  }));
  return { ...node, ...range, entries };
}

function moved(edit: Edit | Refusal): Edit | Refusal {
  if (edit instanceof Refusal) return edit;
  return { start: edit.start + length, end: edit.end + length, source: edit.source };
}
