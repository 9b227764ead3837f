/** The one of some words that was probably meant: the same but for case and dashes, or at most two letters away. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const same = words.find((each) => plain(each) === plain(word));
  if (same !== undefined) return same;
  const least = Math.min(2, Math.floor(word.length / 2));
  const near = words.map((each) => ({ each, away: lettersAway(word, each) }));
  return near.filter(({ away }) => away <= least).toSorted((one, other) => one.away - other.away)[0]?.each;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Letters to put in, take out or replace: the distance of Levenshtein. */
function lettersAway(one: string, other: string): number {
  const start = Array.from({ length: other.length + 1 }, (_, index) => index);
  const last = one.split('').reduce((above, letter, row) => {
    const line = [row + 1];
    for (const [column, its] of other.split('').entries()) {
      const [left = 0, up = 0, both = 0] = [line[column], above[column + 1], above[column]];
      line.push(Math.min(left + 1, up + 1, both + (its === letter ? 0 : 1)));
    }
    return line;
  }, start);
  return last.at(-1) ?? 0;
}
