import type { Insertion } from './editor.ts';
import { itemsOf } from './json-layout.ts';
import { indentUnitOf, lineBreakOf, lineIndentAt } from './layout.ts';
import type { OutlineEntry, OutlineNode } from './outline.ts';

/** How a document is laid out. */
export interface JsonStyle {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly colon: string;
  /** Between a comma and the item behind it. */
  readonly gap: string;
  /** Inside of the braces of a map on one line. */
  readonly padding: string;
}

/** The layout that a new value takes on: of the map that it comes into, else of the document. */
export function styleOf(text: string, { root, parent }: Insertion): JsonStyle {
  const sibling = (parent.kind === 'map' ? parent.entries.at(-1) : undefined) ?? firstEntry(root);
  const key = sibling === undefined ? '' : text.slice(sibling.keyStart, sibling.node.start);
  const colon = /[ ]?:[ ]?$/u.exec(key)?.[0] ?? ': ';
  const isPadded = root.kind === 'map' && /\s/u.test(text[root.start + 1] ?? '');
  return {
    newline: lineBreakOf(text),
    unit: unitOf(text, root),
    colon,
    gap: colon === ':' ? '' : ' ',
    padding: isPadded ? ' ' : '',
  };
}

function firstEntry(root: OutlineNode): OutlineEntry | undefined {
  let node: OutlineNode | undefined = root;
  while (node?.kind === 'list') [node] = node.items;
  return node?.kind === 'map' ? node.entries[0] : undefined;
}

function unitOf(text: string, root: OutlineNode): string {
  const [first] = root.kind === 'list' || root.kind === 'map' ? itemsOf(root) : [];
  const outer = lineIndentAt(text, root.start);
  const inner = first === undefined ? outer : lineIndentAt(text, first.start);
  return inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : indentUnitOf(text);
}
