import type { CST } from 'yaml';
import { lineStartAt, nextLineAt } from './layout.ts';

export type CollectionToken = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** An item of a list or an entry of a map where it stands, with its indicator, key, anchors and tags. */
export interface Item {
  readonly start: number;
  readonly end: number;
  /** Where all that stands before its value ends. */
  readonly headEnd: number;
  readonly key: CST.Token | null | undefined;
  readonly value: CST.Token | undefined;
}

/** The items of a collection; as many as its node has. */
export function itemsOf({ items }: CollectionToken): readonly Item[] {
  return items.flatMap(({ start, key, sep, value }: CST.CollectionItem) => {
    const head = [...start.filter(({ type }) => type !== 'comma'), key, ...(sep ?? [])].filter(isPart);
    const first = head[0] ?? value;
    if (first === undefined) return [];
    const headEnd = head.reduce((_, token) => endOf(token), first.offset);
    return [{ start: first.offset, end: isPart(value) ? endOf(value) : headEnd, headEnd, key, value }];
  });
}

function isPart(token: CST.Token | null | undefined): token is CST.Token {
  return token ? !['space', 'newline', 'comment'].includes(token.type) : false;
}

/** Where a token ends, without the comments that follow it. A block scalar ends with its last line. */
export function endOf(token: CST.Token): number {
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return itemsOf(token).at(-1)?.end ?? token.offset;
    case 'flow-collection':
      return closeOf(token) + 1;
    case 'block-scalar':
      return token.props.reduce((end, prop) => end + lengthOf(prop), token.offset) + token.source.length;
    default:
      return token.offset + lengthOf(token);
  }
}

function lengthOf(token: CST.Token): number {
  return 'source' in token ? token.source.length : 0;
}

/** Where a flow collection's bracket or brace closes. */
export function closeOf({ offset, end }: CST.FlowCollection): number {
  return end.find(({ type }) => type.endsWith('-end'))?.offset ?? offset + 1;
}

/** Where the comma behind an item is, before the next one or at the end. */
export function commaAfter(token: CST.FlowCollection, item: Item): number | undefined {
  const commas = token.items.flatMap(({ start }) => start.filter(({ type }) => type === 'comma'));
  return commas.find(({ offset }) => offset >= item.end)?.offset;
}

/** The block scalar that an item ends with, if it does: the line breaks behind it may be a part of its value. */
export function blockScalarAtEnd(item: Item | undefined): CST.BlockScalar | undefined {
  const value = item?.value;
  if (value?.type === 'block-map' || value?.type === 'block-seq')
    return blockScalarAtEnd(itemsOf(value).at(-1));
  return value?.type === 'block-scalar' ? value : undefined;
}

/** Whether empty lines behind a block scalar count, as its header has a `+`. */
export function keepsBreaks({ props }: CST.BlockScalar): boolean {
  return props.some((prop) => prop.type === 'block-scalar-header' && prop.source.includes('+'));
}

/** The quotes of a scalar, if it has any. */
export function quoteOf(token: CST.Token | null | undefined): string {
  if (token?.type === 'double-quoted-scalar') return '"';
  return token?.type === 'single-quoted-scalar' ? "'" : '';
}

/** Where the lines of an item end: with what follows on its last line, and comments below it that are indented deeper. */
export function linesEnd(text: string, end: number, column: number): number {
  let after = end > 0 && text[end - 1] === '\n' ? end : nextLineAt(text, end);
  for (let at = after; at < text.length; at = nextLineAt(text, at)) {
    const line = text.slice(at, nextLineAt(text, at)).trimEnd();
    const indent = line.length - line.trimStart().length;
    if (line !== '' && !(line.trimStart().startsWith('#') && indent > column)) break;
    if (line !== '') after = nextLineAt(text, at);
  }
  return after;
}

export function columnAt(text: string, offset: number): number {
  return offset - lineStartAt(text, offset);
}

/** Whether nothing but white space stands before a place on its line. */
export function beginsLine(text: string, start: number): boolean {
  return text.slice(lineStartAt(text, start), start).trim() === '';
}

/** Where the comment on the rest of a line ends, or, without one, the same place. */
export function commentEnd(text: string, from: number): number {
  const COMMENT = /[ \t]+#[^\r\n]*/uy;
  COMMENT.lastIndex = from;
  return COMMENT.test(text) ? COMMENT.lastIndex : from;
}

/** Where the spaces before a place begin, on its line. */
export function spaceStartAt(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
  return start;
}
