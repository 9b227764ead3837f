/** A range of IPv4 addresses. */
export interface Cidr {
  /** As it was written. */
  readonly text: string;
  /** The first address, as a number from 0 to 2³²−1. */
  readonly first: number;
  /** The last one. */
  readonly last: number;
  /** Bits that are fixed: 0 to 32. */
  readonly prefix: number;
  /** The first address of the range that the written address lies in; the same as it was written but for mistakes. */
  readonly network: string;
}

/** Reads `10.1.0.0/16`; undefined where it is no range: a part above 255 or with leading zeros, a prefix above 32. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text);
  if (match === null) return undefined;
  const written = match.slice(1);
  const numbers = written.map(Number);
  const prefix = numbers.at(-1) ?? 0;
  const parts = numbers.slice(0, 4);
  if (
    written.some((part, index) => part !== String(numbers[index])) ||
    parts.some((part) => part > 255) ||
    prefix > 32
  )
    return undefined;
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  return { text, first, last: first + size - 1, prefix, network: `${addressOf(first)}/${prefix}` };
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

function addressOf(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
}
