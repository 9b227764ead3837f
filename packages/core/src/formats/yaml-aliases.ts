import { type Document, isAlias, visit } from 'yaml';

/**
 * Where the aliases of a document begin whose anchor does not stand before them in it, which is an error (YAML 1.2.2,
 * section 7.1).
 */
export function looseAliasesOf({ contents }: Document.Parsed): readonly number[] {
  const anchors = new Set<string>();
  const loose: number[] = [];
  visit(contents, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
      } else if (!anchors.has(node.source)) loose.push(node.range?.[0] ?? 0);
    },
  });
  return loose;
}
