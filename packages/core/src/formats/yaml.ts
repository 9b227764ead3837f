import { writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import type { Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';
import type { Range } from './range.ts';
import { commentsOf } from './yaml-comments.ts';
import { parseYaml } from './yaml-parse.ts';
import { scalarsOf, type ScalarPlace, shapeOf } from './yaml-nodes.ts';
import { writeBlock } from './yaml-block.ts';
import { writeDoubleQuoted, writePlain, writeSingleQuoted } from './yaml-flow.ts';

/**
 * YAML 1.2 (https://yaml.org/spec/1.2.2/), streams of several documents included, with the package `yaml` as the
 * judge, node by node: kinds, tags, anchors and aliases stay. What a YAML 1.1 reader such as PyYAML takes for
 * something else than a string is quoted too. Scalars hold everything; comments refuse line breaks and control
 * characters.
 */
export const substituteInYaml: Substitute = substituteBy(read);

function read(text: string): Document {
  const { tokens, documents } = parseYaml(text);
  return {
    values: documents.map(({ contents }) => shapeOf(contents)),
    stretches: () => {
      const scalars = documents.flatMap(({ contents }) => scalarsOf(contents));
      return [
        ...scalars.map((place) => scalarStretch(text, place)),
        ...commentsOf(tokens).map(({ start, end }) => ({ start, end, write: writeLineComment })),
      ].toSorted((one: Range, other: Range) => one.start - other.start);
    },
  };
}

function scalarStretch(text: string, { node, inFlow, start, end }: ScalarPlace): Stretch {
  const marked = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const source = text.slice(start, end);
  const write: Stretch['write'] = (parts, reveal) => {
    switch (node.type) {
      case 'QUOTE_DOUBLE':
        return writeDoubleQuoted(parts, reveal(marked));
      case 'QUOTE_SINGLE':
        return writeSingleQuoted(parts, reveal(marked));
      case 'BLOCK_FOLDED':
      case 'BLOCK_LITERAL':
        return writeBlock(parts, { value: reveal(marked), source, literal: node.type === 'BLOCK_LITERAL' });
      default:
        return writePlain(parts, { value: reveal(marked), inFlow });
    }
  };
  return { start, end, write };
}
