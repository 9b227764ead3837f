import { Unreadable } from '../formats/problems.ts';
import { entriesOf, type HclBlock, type HclContent } from './hcl-body.ts';
import { cursorOf, type HclCursor, isAtBreak, skip, take, takes } from './hcl-cursor.ts';
import { HCL_NAME } from './hcl-names.ts';
import type { HclBody, HclEntry } from './hcl-nodes.ts';
import { readHclValue } from './hcl-values.ts';

/** Reads the structure of HCL 2 native syntax (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md). @throws Unreadable */
export function readHcl(text: string): HclBody {
  const cursor = cursorOf(text);
  const content = contentUpTo(cursor, undefined);
  return { kind: 'map', form: 'body', start: 0, end: text.length, entries: entriesOf(content) };
}

function contentUpTo(cursor: HclCursor, open: number | undefined): HclContent {
  const { text } = cursor;
  const attributes: HclEntry[] = [];
  const blocks: HclBlock[] = [];
  for (skip(cursor, 'lines'); cursor.at < text.length && text[cursor.at] !== '}'; skip(cursor, 'lines')) {
    const item = itemOf(cursor);
    if ('keyStart' in item) attributes.push(item);
    else blocks.push(item);
    skip(cursor, 'line');
    if (!isAtBreak(cursor)) throw Unreadable.at(cursor.at, 'a line break must stand here');
  }
  if (open !== undefined && cursor.at === text.length) throw Unreadable.at(open, 'the block is not closed');
  return { attributes, blocks };
}

function itemOf(cursor: HclCursor): HclEntry | HclBlock {
  const start = cursor.at;
  const name = take(cursor, HCL_NAME);
  if (name === '') throw Unreadable.at(start, 'the name of an attribute or a block must stand here');
  const keyEnd = cursor.at;
  skip(cursor, 'line');
  return takes(cursor, '=')
    ? attributeOf(cursor, { key: name, keyStart: start, keyEnd })
    : blockOf(cursor, name, start);
}

function attributeOf(cursor: HclCursor, key: Omit<HclEntry, 'node'>): HclEntry {
  skip(cursor, 'line');
  return { ...key, node: readHclValue(cursor, 'line') };
}

function blockOf(cursor: HclCursor, type: string, start: number): HclBlock {
  const labels: string[] = [];
  for (let label = labelOf(cursor); label !== undefined; label = labelOf(cursor)) labels.push(label);
  const open = cursor.at;
  if (!takes(cursor, '{')) throw Unreadable.at(open, 'an attribute needs =, a block {');
  skip(cursor, 'line');
  const content = isAtBreak(cursor) ? contentUpTo(cursor, open) : onLine(cursor);
  if (!takes(cursor, '}')) throw Unreadable.at(cursor.at, 'a block on one line holds one attribute alone');
  const header = { type, labels, open };
  return { kind: 'map', form: 'body', start, end: cursor.at, entries: entriesOf(content), header };
}

function labelOf(cursor: HclCursor): string | undefined {
  const atom = cursor.atoms.get(cursor.at);
  let label: string | undefined = take(cursor, HCL_NAME) || undefined;
  if (atom?.kind === 'string') {
    if (atom.value === undefined) throw Unreadable.at(cursor.at, 'a label holds no interpolation');
    label = atom.value;
    cursor.at = atom.end;
  }
  skip(cursor, 'line');
  return label;
}

function onLine(cursor: HclCursor): HclContent {
  if (cursor.text[cursor.at] === '}') return { attributes: [], blocks: [] };
  const item = itemOf(cursor);
  if (!('keyStart' in item)) throw Unreadable.at(item.start, 'a block needs lines of its own');
  skip(cursor, 'line');
  return { attributes: [item], blocks: [] };
}
