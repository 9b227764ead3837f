/** A number that no account of yours has, to synthesise with until the real one is known: 12 digits, another one for each index below 100. */
export function placeholder(index: number): string {
  return index < 9 ? String(index + 1).repeat(12) : `1${String(index).padStart(11, '0')}`;
}

/** Whether a number is one that {@link placeholder} makes. */
export function isPlaceholder(account: string): boolean {
  return /^(?:([1-9])\1{11}|10{9}(?:09|[1-9]\d))$/.test(account);
}
