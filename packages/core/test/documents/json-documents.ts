import * as fc from 'fast-check';
import type { OutlineNode } from '../../src/documents/outline.ts';
import type { Path } from '../../src/documents/path.ts';

/** What a document says: of a scalar its type and text. */
export type Tree = string | readonly Tree[] | ReadonlyMap<string, Tree>;

/** A text, and what it says. */
export interface Sample {
  readonly text: string;
  readonly tree: Tree;
}

export function treeOf(node: OutlineNode): Tree {
  if (node.kind === 'value') return `${node.type} ${node.text}`;
  if (node.kind === 'list') return node.items.map(treeOf);
  return node.kind === 'map'
    ? new Map(node.entries.map((entry) => [entry.key, treeOf(entry.node)]))
    : node.what;
}

/** Every path of a tree, in order. */
export function pathsOf(tree: Tree): readonly (readonly [Path, Tree])[] {
  const below = (step: string | number, child: Tree): readonly (readonly [Path, Tree])[] =>
    pathsOf(child).map(([path, node]) => [[step, ...path], node] as const);
  if (typeof tree === 'string') return [[[], tree]];
  if (tree instanceof Map) return [[[], tree], ...[...tree].flatMap(([key, child]) => below(key, child))];
  return [[[], tree], ...(tree as readonly Tree[]).flatMap((child, index) => below(index, child))];
}

/** The tree with something else at a path, or with nothing there. */
export function changed(tree: Tree, [step, ...rest]: Path, node: Tree | undefined): Tree {
  if (step === undefined) return node ?? '';
  if (Array.isArray(tree)) {
    const items = tree as readonly Tree[];
    const index = Number(step);
    const goes = rest.length === 0 && node === undefined;
    return items.toSpliced(index, 1, ...(goes ? [] : [changed(items[index] ?? new Map(), rest, node)]));
  }
  const map = new Map(tree as ReadonlyMap<string, Tree>);
  const key = String(step);
  if (rest.length === 0 && node === undefined) map.delete(key);
  else map.set(key, changed(map.get(key) ?? new Map(), rest, node));
  return map;
}

const key = fc.oneof(
  fc.string(),
  fc.constantFrom('', '__proto__', 'constructor', 'a.b', '/', '0', '-', '"', '\\', 'é😀', '//', '/* */'),
);
const utf16 = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
/** Strings of every kind, halves of surrogate pairs too. */
export const anyString: fc.Arbitrary<string> = fc.oneof(fc.string({ unit: 'binary' }), utf16, key);

const quoted = fc.tuple(anyString, fc.boolean()).map(([tree, escaped]): Sample => {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    text: escaped ? `"${tree.replaceAll(/[^]/g, escape)}"` : JSON.stringify(tree),
    tree: `string ${tree}`,
  };
});
const number = fc
  .constantFrom('0', '-0', '1.50', '1e400', '-1E+5', '12345678901234567890', '0.1e-2')
  .map((text): Sample => ({ text, tree: `number ${text}` }));
const word = fc.constantFrom<Sample>(
  { text: 'null', tree: 'null null' },
  { text: 'true', tree: 'boolean true' },
  { text: 'false', tree: 'boolean false' },
);

const TIDY = ['', '', '', ' ', ' ', '\n', '\n  ', '\r\n\t'];
const COMMENTS = [' /* c, */ ', '/* c\n} */', ' // c, "\n', '\n  // own ]\n  ', '\r\n\t// a\r\n\t/* b */ '];
const space = fc.constantFrom(...TIDY, ...COMMENTS);
const member = fc.tuple(space, key, space, space);

/** JSON with comments and trailing commas in every layout, the ugliest too. */
export const ugly: fc.Arbitrary<Sample> = fc
  .letrec<{ node: Sample; list: Sample; map: Sample }>((tie) => {
    const item = fc.tuple(space, tie('node'), space);
    const end = fc.tuple(fc.boolean(), space);
    return {
      node: fc.oneof({ maxDepth: 4 }, quoted, number, word, tie('list'), tie('map')),
      list: fc.tuple(fc.array(item, { maxLength: 4 }), end).map(([items, close]) => ({
        text: `[${joined(
          items.map(([before, { text }, after]) => before + text + after),
          close,
        )}]`,
        tree: items.map(([, { tree }]) => tree),
      })),
      map: fc
        .tuple(fc.uniqueArray(fc.tuple(member, item), { maxLength: 4, selector: ([[, name]]) => name }), end)
        .map(([entries, close]) => ({
          text: `{${joined(
            entries.map(
              ([[lead, name, beforeColon], [before, { text }, after]]) =>
                `${lead}${JSON.stringify(name)}${beforeColon}:${before}${text}${after}`,
            ),
            close,
          )}}`,
          tree: new Map(entries.map(([[, name], [, { tree }]]) => [name, tree])),
        })),
    };
  })
  .node.chain((sample) =>
    fc
      .tuple(space, space)
      .map(([before, after]) => ({ text: before + sample.text + after, tree: sample.tree })),
  );

function joined(items: readonly string[], [hasTrailingComma, space_]: readonly [boolean, string]): string {
  if (items.length === 0) return space_;
  return items.join(',') + (hasTrailingComma ? `,${space_}` : '');
}

/** JSON as programs and editors write it. */
export const tidy: fc.Arbitrary<string> = fc
  .record({
    value: fc.oneof(
      fc.jsonValue(),
      fc.array(fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
    ),
    indent: fc.constantFrom('', '  ', '    ', '\t'),
    newline: fc.constantFrom('\n', '\r\n'),
    lastNewline: fc.boolean(),
    commented: fc.boolean(),
    trailingCommas: fc.boolean(),
  })
  .map(({ value, indent, newline, lastNewline, commented, trailingCommas }) => {
    const plain = JSON.stringify(value, null, indent);
    const withCommas = trailingCommas ? plain.replaceAll(/(?<=[^[{,])\n\s*[\]}]/gu, ',$&') : plain;
    const lines = withCommas
      .split('\n')
      .map((line, index) => (commented && index % 2 === 0 ? `${line} // c` : line));
    return lines.join(newline) + (lastNewline ? newline : '');
  });
