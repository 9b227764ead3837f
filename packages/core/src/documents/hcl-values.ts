import { Unreadable } from '../formats/problems.ts';
import {
  type HclContext,
  type HclCursor,
  isAtBreak,
  isAtEnd,
  skip,
  skipCode,
  take,
  takes,
} from './hcl-cursor.ts';
import { HCL_NAME } from './hcl-names.ts';
import type { HclEntry, HclNode } from './hcl-nodes.ts';
import type { OutlineValue, ScalarType } from './outline.ts';

/** Reads a value. What has to be computed is none, however it looks. @throws Unreadable */
export function readHclValue(cursor: HclCursor, context: HclContext): HclNode {
  const start = cursor.at;
  const node = literalOf(cursor);
  const end = cursor.at;
  const lines = context === 'tuple' ? 'lines' : 'line';
  skip(cursor, lines);
  if (node !== undefined && isAtEnd(cursor, context)) {
    cursor.at = end;
    return node;
  }
  cursor.at = start;
  cursor.at = skipCode(cursor, () => isAtEnd(cursor, context), lines);
  if (cursor.at === start) throw Unreadable.at(start, 'a value must stand here');
  return { kind: 'other', start, end: cursor.at, what: 'an expression' };
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/uy;
const TYPES: Readonly<Record<string, ScalarType>> = { true: 'boolean', false: 'boolean', null: 'null' };

function literalOf(cursor: HclCursor): HclNode | undefined {
  const { at: start, text, atoms } = cursor;
  const value = (type: ScalarType, meaning: string): OutlineValue => {
    return { kind: 'value', type, start, end: cursor.at, text: meaning };
  };
  const atom = atoms.get(start);
  if (atom !== undefined) {
    cursor.at = atom.end;
    return atom.kind === 'comment' || atom.value === undefined ? undefined : value('string', atom.value);
  }
  if (text[start] === '{' || text[start] === '[') return isLoop(cursor) ? undefined : collectionOf(cursor);
  const name = take(cursor, HCL_NAME);
  if (name !== '') return Object.hasOwn(TYPES, name) ? value(TYPES[name] ?? 'null', name) : undefined;
  const number = take(cursor, NUMBER);
  return number === '' ? undefined : value('number', number);
}

function isLoop(cursor: HclCursor): boolean {
  const inside = { ...cursor, at: cursor.at + 1 };
  skip(inside, 'lines');
  return take(inside, HCL_NAME) === 'for';
}

function collectionOf(cursor: HclCursor): HclNode {
  const start = cursor.at;
  if (takes(cursor, '[')) {
    const items = itemsUpTo(cursor, ']', () => readHclValue(cursor, 'tuple'));
    return { kind: 'list', form: 'tuple', start, end: cursor.at, items };
  }
  cursor.at += 1;
  const entries = itemsUpTo(cursor, '}', () => entryOf(cursor));
  return { kind: 'map', form: 'object', start, end: cursor.at, entries };
}

function itemsUpTo<Item>(cursor: HclCursor, closing: ']' | '}', read: () => Item): readonly Item[] {
  const items: Item[] = [];
  const open = cursor.at - 1;
  const lines = closing === ']' ? 'lines' : 'line';
  skip(cursor, 'lines');
  while (!takes(cursor, closing)) {
    if (cursor.at === cursor.text.length) throw Unreadable.at(open, 'a bracket is not closed');
    items.push(read());
    skip(cursor, lines);
    const isBroken = closing === '}' && isAtBreak(cursor);
    if (!takes(cursor, ',') && !isBroken && cursor.text[cursor.at] !== closing) {
      throw Unreadable.at(
        cursor.at,
        closing === '}' ? 'a comma or a line break must stand here' : 'a comma must stand here',
      );
    }
    skip(cursor, 'lines');
  }
  return items;
}

function entryOf(cursor: HclCursor): HclEntry {
  const keyStart = cursor.at;
  const { key, keyEnd } = keyOf(cursor);
  skip(cursor, 'line');
  if (!takes(cursor, '=') && !takes(cursor, ':'))
    throw Unreadable.at(cursor.at, 'a key needs = or : and a value');
  skip(cursor, 'line');
  return { key, keyStart, keyEnd, node: readHclValue(cursor, 'object') };
}

// A key that has to be computed is known by its source.
function keyOf(cursor: HclCursor): { readonly key: string; readonly keyEnd: number } {
  const { at: start, text, atoms } = cursor;
  const atom = atoms.get(start);
  const isSign = (): boolean => /[=:]/u.test(text[cursor.at] ?? '');
  let key = take(cursor, HCL_NAME) || take(cursor, NUMBER);
  if (atom?.kind === 'string' && atom.value !== undefined) {
    key = atom.value;
    cursor.at = atom.end;
  }
  const keyEnd = cursor.at;
  skip(cursor, 'line');
  if (keyEnd > start && isSign()) return { key, keyEnd };
  cursor.at = start;
  const end = skipCode(cursor, () => isSign() || isAtEnd(cursor, 'object'), 'line');
  return { key: text.slice(start, end), keyEnd: end };
}
