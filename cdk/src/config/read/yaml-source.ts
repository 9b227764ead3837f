import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';
import type { Path } from '../path.ts';
import type { ConfigSource, Position } from '../source.ts';

interface Found {
  /** Of the last key that was found, or of the item of a list. */
  readonly key: Node | undefined;
  readonly node: Node | undefined;
  /** Whether the whole path is there. */
  readonly isWhole: boolean;
}

/** Places in a document of YAML (or JSON). */
export function yamlSource(document: Document, lines: LineCounter, file: string): ConfigSource {
  const at = (node: Node | undefined): Position | undefined => {
    const offset = node?.range?.[0];
    if (offset === undefined) return undefined;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return {
    file,
    position(path) {
      // Of an empty document.
      if (document.contents === null) return { line: 1, column: 1 };
      const { key, node, isWhole } = follow(document, path);
      // What is not there is told where it would be in: at the key of the mapping.
      return at(isWhole ? node : (key ?? node));
    },
    keyPosition(path) {
      const { key, node } = follow(document, path);
      return at(key ?? node);
    },
    text(path) {
      const { node, isWhole } = follow(document, path);
      return isWhole && isScalar(node) ? node.source : undefined;
    },
  };
}

function follow(document: Document, path: Path): Found {
  let found: Found = { key: undefined, node: document.contents ?? undefined, isWhole: true };
  for (const step of path) {
    const next = below(document, found.node, step);
    if (next === undefined) return { ...found, isWhole: false };
    found = next;
  }
  return found;
}

function below(document: Document, parent: Node | undefined, step: string | number): Found | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq<Node>(node) && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? undefined : { key: item, node: item, isWhole: true };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  // A key without a value is told at the key.
  return pair && { key: pair.key, node: pair.value ?? pair.key, isWhole: true };
}
