import type { Replacement } from './format.ts';

/**
 * A text whose tokens stand replaced by markers: a letter, digits and letters, which every format reads as itself,
 * in every quoting. So a parser tells which string each token lies in, even where all tokens are the same,
 * and a plaintext that looks like a token is never touched again.
 */
export interface Marking {
  /** `text` with a marker in place of each of the first `count` tokens (default: of all). */
  readonly mark: (text: string, count?: number) => string;
  /** Puts the tokens back. */
  readonly restore: (marked: string) => string;
  /** Puts in the plaintexts of the first `count` markers (default: of all) and the tokens of the others. */
  readonly reveal: (marked: string, count?: number) => string;
  /** The pieces of a marked text: what is kept as it is at even places, the numbers of markers at odd places. */
  readonly split: (marked: string) => readonly string[];
}

/** Makes the markers of these replacements: the same input gives the same markers. */
export function markingOf(source: string, replacements: readonly Replacement[]): Marking {
  const prefix = unusedPrefix(source, replacements);
  const pattern = new RegExp(`${prefix}([0-9]+)z`, 'u');
  const everywhere = new RegExp(pattern, 'gu');
  const tokens = replacements.map(({ start, end }) => source.slice(start, end));
  const fill = (marked: string, of: (index: number) => string | undefined): string =>
    marked.includes(prefix)
      ? marked.replace(everywhere, (marker, index: string) => of(Number(index)) ?? marker)
      : marked;
  return {
    mark: (text, count = replacements.length) => {
      const pieces: string[] = [];
      let from = 0;
      for (const [index, { start, end }] of replacements.slice(0, count).entries()) {
        pieces.push(text.slice(from, start), `${prefix}${index}z`);
        from = end;
      }
      return pieces.join('') + text.slice(from);
    },
    restore: (marked) => fill(marked, (index) => tokens[index]),
    reveal: (marked, count = replacements.length) =>
      fill(marked, (index) => (index < count ? replacements[index]?.plaintext : tokens[index])),
    split: (marked) => (marked.includes(prefix) ? marked.split(pattern) : [marked]),
  };
}

// Its first letter occurs once in it, so no text before a marker can complete another one.
function unusedPrefix(source: string, replacements: readonly Replacement[]): string {
  for (let nonce = 0; ; nonce += 1) {
    const prefix = `kM${nonce}x`;
    if (!source.includes(prefix) && replacements.every(({ plaintext }) => !plaintext.includes(prefix))) {
      return prefix;
    }
  }
}
