import { formsOf, SHORTEST } from './forms.ts';
import { type Range, redactRanges } from './ranges.ts';
import { TextIndex } from './text-index.ts';

/** How many characters in a row are too many to be in a secret and in a text by chance. */
const RUN = 8;

/**
 * Takes out of texts what code that has seen the secrets may have written of them: each in all its forms, in upper and lower
 * case, without spaces around it, as the number that it is written as; every 8 characters in a row that a secret has too; and
 * secrets of fewer than 4 characters where they stand as words.
 *
 * It takes too much rather than too little, and time for each character of each secret: for errors, not for logs.
 *
 * @returns the texts in their order
 */
export function withoutTraces(texts: readonly string[], plaintexts: readonly string[]): readonly string[] {
  if (texts.length === 0 || plaintexts.length === 0) return texts;
  const secrets = new Set(plaintexts.flatMap((plaintext) => [plaintext, ...readingsOf(plaintext)]));
  const index = new TextIndex();
  for (const secret of secrets) for (const form of formsOf(secret)) index.add(fold(form));
  const words = wordPattern([...secrets].filter(({ length }) => length < SHORTEST));
  const folded = texts.map((text) => fold(text));
  const shared = sharedRuns(folded, [...secrets]);
  return texts.map((text, at) => {
    const own = folded[at] ?? '';
    return redactRanges(text, [...index.find(own), ...(shared.get(own) ?? []), ...wordsIn(own, words)]);
  });
}

function readingsOf(plaintext: string): readonly string[] {
  const trimmed = plaintext.trim();
  const number = trimmed === '' ? Number.NaN : Number(trimmed);
  return Number.isFinite(number) ? [trimmed, String(number)] : [trimmed];
}

/** In lower case, every character where it was. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  // Of those that become longer, such as İ, there are few.
  return text.replace(/[\s\S]/gu, (character) => {
    const own = character.toLowerCase();
    return own.length === character.length ? own : character;
  });
}

/** What texts have in common with secrets, by text. The texts are filed and the secrets walked through: those may be megabytes. */
function sharedRuns(
  texts: readonly string[],
  secrets: readonly string[],
): ReadonlyMap<string, readonly Range[]> {
  const places = new Map<string, { readonly text: string; readonly start: number }[]>();
  for (const text of new Set(texts)) {
    for (let start = 0; start + RUN <= text.length; start += 1) {
      const run = text.slice(start, start + RUN);
      const known = places.get(run);
      if (known === undefined) places.set(run, [{ text, start }]);
      else known.push({ text, start });
    }
  }
  const shared = new Map<string, Range[]>();
  for (const secret of secrets.flatMap((each) => [fold(each), fold(JSON.stringify(each).slice(1, -1))])) {
    for (let start = 0; start + RUN <= secret.length && places.size > 0; start += 1) {
      const run = secret.slice(start, start + RUN);
      for (const place of places.get(run) ?? []) {
        const ranges = shared.get(place.text) ?? [];
        shared.set(place.text, ranges);
        ranges.push({ start: place.start, end: place.start + RUN });
      }
      places.delete(run);
    }
  }
  return shared;
}

/** Only such as have a letter or digit: a secret `.` is in every sentence. */
function wordPattern(secrets: readonly string[]): RegExp | undefined {
  const words = secrets.filter((secret) => /[\p{L}\p{N}]/u.test(secret)).map(fold);
  if (words.length === 0) return undefined;
  const alternatives = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
}

function wordsIn(text: string, words: RegExp | undefined): readonly Range[] {
  if (words === undefined) return [];
  return Array.from(text.matchAll(words), ({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}
