import { Refusal } from '../formats/stretch.ts';
import type { Edit, Insertion } from './editor.ts';
import { insertHclAttribute, insertHclBlock } from './hcl-insert-body.ts';
import { insertHclItem } from './hcl-insert-item.ts';
import { hclNodeAt } from './hcl-nodes.ts';
import { readHcl } from './hcl-read.ts';
import { writeHclScalar } from './hcl-scalar.ts';

/** Adds a value: an attribute, an item of an object or a list, or a block where the path names the labels of one. */
export function insertHcl(text: string, { parentPath, missing, scalar }: Insertion): Edit | Refusal {
  const source = writeHclScalar(scalar);
  if (source instanceof Refusal) return source;
  const root = readHcl(text);
  const parent = hclNodeAt(root, parentPath);
  if (parent === undefined || !('form' in parent)) return new Refusal('there is no place for it');
  const of = { root, missing, source };
  if (parent.form === 'body') return insertHclAttribute(text, { ...of, parent });
  if (parent.form === 'object' || parent.form === 'tuple') return insertHclItem(text, { ...of, parent });
  return insertHclBlock(text, { ...of, parent });
}
