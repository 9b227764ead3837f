import type { Range } from './ranges.ts';
import { SHORTEST } from './forms.ts';

/** Texts that begin alike, by length, longest first. */
type Bucket = { readonly length: number; readonly texts: Set<string> }[];

/**
 * Finds many texts in one pass: those of at least 4 characters are filed under their first 4, so that a place in a text that
 * begins none of them costs one look-up, however many there are.
 */
export class TextIndex {
  readonly #buckets = new Map<number, Bucket>();
  readonly #holders = new Map<string, number>();

  /** Adds a text once more; as often it has to be removed. */
  add(text: string): void {
    const holders = this.#holders.get(text) ?? 0;
    this.#holders.set(text, holders + 1);
    if (holders > 0) return;
    const key = keyAt(text, 0);
    const bucket = this.#buckets.get(key) ?? [];
    this.#buckets.set(key, bucket);
    const shelf = bucket.find(({ length }) => length === text.length);
    if (shelf !== undefined) shelf.texts.add(text);
    else {
      bucket.push({ length: text.length, texts: new Set([text]) });
      bucket.sort((a, b) => b.length - a.length);
    }
  }

  remove(text: string): void {
    const holders = this.#holders.get(text) ?? 0;
    if (holders > 1) {
      this.#holders.set(text, holders - 1);
      return;
    }
    this.#holders.delete(text);
    const key = keyAt(text, 0);
    const bucket = this.#buckets.get(key);
    const at = bucket?.findIndex(({ length }) => length === text.length) ?? -1;
    const shelf = bucket?.[at];
    if (bucket === undefined || shelf === undefined) return;
    shelf.texts.delete(text);
    if (shelf.texts.size === 0) bucket.splice(at, 1);
    if (bucket.length === 0) this.#buckets.delete(key);
  }

  /** How many distinct texts it holds. */
  get size(): number {
    return this.#holders.size;
  }

  /** Where texts of the index stand, the longest at each place; they may overlap. */
  find(text: string): readonly Range[] {
    const found: Range[] = [];
    if (this.#buckets.size === 0) return found;
    let end = 0;
    for (let start = 0; start + SHORTEST <= text.length; start += 1) {
      const bucket = this.#buckets.get(keyAt(text, start));
      if (bucket === undefined) continue;
      for (const { length, texts } of bucket) {
        // What lies within the last one adds nothing.
        if (start + length <= end) break;
        if (start + length > text.length || !texts.has(text.slice(start, start + length))) continue;
        end = start + length;
        found.push({ start, end });
        break;
      }
    }
    return found;
  }
}

/** A small whole number, as a Map likes it, of the 4 characters; others may have the same. */
function keyAt(text: string, at: number): number {
  const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1);
  const second = text.charCodeAt(at + 2) * 31 + text.charCodeAt(at + 3);
  return ((first * 4093) ^ second) & 0x3fffffff;
}
