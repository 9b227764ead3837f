/**
 * Whether a text is as the pattern says: `*` stands for any characters, also none, and `?` for exactly one; all else for itself.
 * Letter case counts. The time it takes is at most the product of both lengths, whatever the pattern.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern);
  const given = Array.from(text);
  let at = 0;
  let star = -1;
  /** Where that begins which stands for more than the last star. */
  let rest = 0;
  for (let index = 0; index < given.length;) {
    const sign = wanted[at];
    if (sign === '*') {
      star = at;
      at += 1;
      rest = index;
    } else if (sign !== undefined && (sign === '?' || sign === given[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      // Only the last star has to take more: what an earlier one could take, the last can as well.
      at = star + 1;
      rest += 1;
      index = rest;
    } else return false;
  }
  return wanted.slice(at).every((sign) => sign === '*');
}
