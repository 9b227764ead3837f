import type { Range } from '../formats/range.ts';
import type { OutlineEntry, OutlineList, OutlineMap, OutlineOther, OutlineValue } from './outline.ts';
import type { Path } from './path.ts';

/** The outline of an HCL file, which knows what its maps and lists are written as. */
export type HclNode = OutlineValue | OutlineOther | HclTuple | HclObject | HclBody | HclBlocks | HclLabels;

export interface HclEntry extends OutlineEntry {
  readonly keyEnd: number;
  readonly node: HclNode;
}

/** `[…]`. */
export interface HclTuple extends OutlineList {
  readonly form: 'tuple';
  readonly items: readonly HclNode[];
}

/** `{ key = value }`. */
export interface HclObject extends OutlineMap {
  readonly form: 'object';
  readonly entries: readonly HclEntry[];
}

/** The whole file, or a block from its type to its closing brace. */
export interface HclBody extends OutlineMap {
  readonly form: 'body';
  readonly entries: readonly HclEntry[];
  /** Nothing for the file. */
  readonly header?: HclHeader;
}

export interface HclHeader {
  readonly type: string;
  readonly labels: readonly string[];
  /** Where its opening brace is. */
  readonly open: number;
}

/** Blocks of the same type and labels. */
export interface HclBlocks extends OutlineList {
  readonly form: 'blocks';
  readonly items: readonly HclBody[];
}

/** Blocks of the same type by their next label. */
export interface HclLabels extends OutlineMap {
  readonly form: 'labels';
  readonly entries: readonly HclEntry[];
  /** How many labels they have in common. */
  readonly depth: number;
}

/** The blocks that a node is made of; none where it is the value of an attribute. */
export function blocksOf(node: HclNode): readonly HclBody[] {
  if (node.kind === 'value' || node.kind === 'other') return [];
  if (node.form === 'body') return [node];
  if (node.form === 'blocks') return node.items;
  return node.form === 'labels' ? node.entries.flatMap((entry) => blocksOf(entry.node)) : [];
}

/** Attributes of a body, in order. */
export function attributesOf(body: HclBody): readonly HclEntry[] {
  return body.entries.filter(({ node }) => blocksOf(node).length === 0);
}

/** Where an attribute or an item of an object stands, from its key to the end of its value. */
export function rangeOf({ keyStart, node }: HclEntry): Range {
  return { start: keyStart, end: node.end };
}

/** What a path leads to, which no key on it makes unclear. */
export function hclNodeAt(root: HclNode, path: Path): HclNode | undefined {
  let node: HclNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'list') node = node.items[Number(step)];
    else node = node?.kind === 'map' ? node.entries.find(({ key }) => key === step)?.node : undefined;
  }
  return node;
}
