/** A number that no account of yours has, to synthesise with until the real one is known: 12 digits, another one for each index. */
export function placeholder(index: number): string {
  return index < 9 ? String(index + 1).repeat(12) : `1${String(index).padStart(11, '0')}`;
}
