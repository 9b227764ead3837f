import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { Unreadable } from '../formats/problems.ts';
import type { Range } from '../formats/range.ts';
import type { Path } from './path.ts';

/** A source value: a scalar, an array, an inline table. */
export type Value = AST.TOMLContentNode;

/** One step of a key. */
export interface Key extends Range {
  readonly name: string;
}

/** `key = value`, in a table or in an inline table. */
export interface Pair extends Range {
  /** More than one where the key has dots. */
  readonly keys: readonly Key[];
  readonly value: Value;
}

/** A `[table]` or an `[[item]]` with all pairs below it; the first of a document is its head, which has no header. */
export interface Table extends Range {
  /** From the root, with the places of items in their lists. */
  readonly path: Path;
  /** Those of the header; none in the head. */
  readonly keys: readonly Key[];
  /** Where the last key of the header ends, on the line of its bracket. */
  readonly headerEnd: number;
  readonly pairs: readonly Pair[];
}

/**
 * Reads a document as it is written: table by table.
 *
 * @throws Unreadable
 */
export function tablesOf(text: string): readonly Table[] {
  const [{ body }] = read(text).body;
  const head = body.filter((node) => node.type === 'TOMLKeyValue').map(pairOf);
  return [
    { path: [], keys: [], headerEnd: 0, start: 0, end: head.at(-1)?.end ?? 0, pairs: head },
    ...body.filter((node) => node.type === 'TOMLTable').map(tableOf),
  ];
}

function read(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    // It is stricter with dates than the judge.
    if (error instanceof ParseError) throw Unreadable.at(error.index, error.message);
    throw error;
  }
}

function tableOf({ resolvedKey, key, range: [start, end], body }: AST.TOMLTable): Table {
  return {
    path: resolvedKey,
    keys: keysOf(key),
    headerEnd: key.range[1],
    start,
    end,
    pairs: body.map(pairOf),
  };
}

/** A pair with its ranges. */
export function pairOf({ key, value, range: [start, end] }: AST.TOMLKeyValue): Pair {
  return { keys: keysOf(key), value, start, end };
}

function keysOf({ keys }: AST.TOMLKey): readonly Key[] {
  return keys.map((key) => {
    const [start, end] = key.range;
    return { name: key.type === 'TOMLBare' ? key.name : key.value, start, end };
  });
}

/** The path of a pair: that of its table and its keys. */
export function pathOf({ path }: Table, { keys }: Pair): Path {
  return [...path, ...keys.map(({ name }) => name)];
}

/** Whether a path leads to `above` and on, or ends there. */
export function isWithin(path: Path, above: Path): boolean {
  return above.every((step, depth) => step === path[depth]);
}
