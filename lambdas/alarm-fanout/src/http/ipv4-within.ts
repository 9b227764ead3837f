/** Of `64:ff9b::/96`, the well-known prefix of NAT64 (RFC 6052). */
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0];
/** Of `::ffff:0:0/96`, and `::ffff:0:0:0/96` as SIIT has it (RFC 4291, RFC 2765). */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];
const TRANSLATED = [0, 0, 0, 0, 0xffff, 0];
/** Of `2002::/16`, 6to4: the IPv4 address follows at once (RFC 3056). */
const SIX_TO_FOUR = 0x2002;

/**
 * The IPv4 address that an IPv6 address stands for.
 *
 * @param address is one, in any spelling
 */
export function ipv4Within(address: string): string | undefined {
  const words = wordsOf(address);
  if (words === undefined) return undefined;
  const begins = (prefix: readonly number[]): boolean => prefix.every((word, index) => words[index] === word);
  if (words[0] === SIX_TO_FOUR) return dotted(words.slice(1, 3));
  return [NAT64, MAPPED, TRANSLATED].some(begins) ? dotted(words.slice(6)) : undefined;
}

/** Its eight groups of 16 bits; undefined for one with a zone, such as `fe80::1%eth0`. */
function wordsOf(address: string): readonly number[] | undefined {
  const url = `http://[${address}]`;
  if (!URL.canParse(url)) return undefined;
  // The URL's spelling has no dots, and the longest row of zeros as `::`.
  const [before = '', after] = new URL(url).hostname.slice(1, -1).split('::');
  const [first, last] = [numbers(before), numbers(after ?? '')];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

function numbers(groups: string): readonly number[] {
  return groups === '' ? [] : groups.split(':').map((group) => Number.parseInt(group, 16));
}

function dotted(words: readonly number[]): string {
  return words.flatMap((word) => [word >> 8, word & 0xff]).join('.');
}
