import { type CST, isMap, isSeq } from 'yaml';
import type { YamlStream } from '../formats/yaml-parse.ts';
import type { Path } from './path.ts';
import { type CollectionToken, type Item, itemsOf } from './yaml-items.ts';
import { keyOf } from './yaml-outline.ts';

/** What a path leads to, in the library's words. */
export interface Place {
  /** None of `{ key }`. */
  readonly node: unknown;
  /** The token of a collection; none of a pair that is an item of its own, as in `[key: value]`. */
  readonly token: CollectionToken | undefined;
  readonly items: readonly Item[];
  /** The collection that it is in and which item it is there; none of a document. */
  readonly holder: { readonly place: Place; readonly item: Item; readonly index: number } | undefined;
}

/** One document of a stream, and a path within it. */
export interface InDocument {
  readonly contents: unknown;
  /** None where a stream has comments only. */
  readonly token: CST.Document | undefined;
  readonly path: Path;
}

/** Which document a path leads to; the first step of several counts them. */
export function documentOf({ documents, tokens }: YamlStream, path: Path): InDocument {
  const index = documents.length > 1 ? Number(path[0]) : 0;
  return {
    contents: documents[index]?.contents,
    token: tokens.filter((token) => token.type === 'document')[index],
    path: documents.length > 1 ? path.slice(1) : path,
  };
}

/** Goes a way that the outline has; none through a pair that is an item of its own, as in `[key: value]`. */
export function findPlace(text: string, { contents, path }: InDocument): Place | undefined {
  let place: Place | undefined = placeOf(contents, undefined);
  for (const step of path) {
    const { node, items }: Place = place;
    const index = isMap(node)
      ? node.items.findIndex(({ key }) => keyOf(text, key) === String(step))
      : Number(step);
    const item = items[index];
    if (item === undefined) return undefined;
    const child = isMap(node) ? node.items[index]?.value : isSeq(node) ? node.items[index] : undefined;
    place = placeOf(child, { place, item, index });
  }
  return place;
}

function placeOf(node: unknown, holder: Place['holder']): Place {
  const token = isMap(node) || isSeq(node) ? collectionOf(node.srcToken) : undefined;
  return { node, token, items: token ? itemsOf(token) : [], holder };
}

function collectionOf(token: CST.Token | undefined): CollectionToken | undefined {
  return token?.type === 'block-map' || token?.type === 'block-seq' || token?.type === 'flow-collection'
    ? token
    : undefined;
}
