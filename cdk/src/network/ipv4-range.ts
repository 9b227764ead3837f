/** A range of IPv4 addresses; the first one as a number. */
export interface Ipv4Range {
  readonly first: number;
  /** Bits of the prefix: 16 of `10.1.0.0/16`. */
  readonly bits: number;
}

/** Reads `10.1.0.0/16`; the text is taken to be well-formed. */
export function parseRange(cidr: string): Ipv4Range {
  const [address = '', bits = '32'] = cidr.split('/');
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, bits: Number(bits) };
}

export function formatRange({ first, bits }: Ipv4Range): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${bits}`;
}

/** Cuts a range into `2 ** bits` equal parts and gives the one at `index`. */
export function partOf(range: Ipv4Range, bits: number, index: number): Ipv4Range {
  const size = 2 ** (32 - range.bits - bits);
  return { first: range.first + index * size, bits: range.bits + bits };
}
