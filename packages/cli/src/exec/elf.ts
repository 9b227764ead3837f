import { endianness } from 'node:os';
import type { ReadPiece } from './file-pieces.ts';

/** A program as the kernel reads its head (elf(5)). */
export interface Elf {
  readonly machine: number;
  /** Whether its byte order is this machine's. */
  readonly isOurOrder: boolean;
  /** What loads it, where it is linked to libraries. */
  readonly loader: string | undefined;
}

const MAGIC = Buffer.from('\u007FELF', 'latin1');
const HEADER_BYTES = 64;
const CLASS_64 = 2;
const LITTLE = 1;
/** A program is one of these; an object file is not. */
const ET_EXEC = 2;
const ET_DYN = 3;
const PT_INTERP = 3;
const MOST_HEADERS = 256;
const PATH_MAX = 4096;

/** What of this machine's programs the kernel runs: its own, and those of its family, by `process.arch`. */
const MACHINES: Readonly<Record<string, readonly number[]>> = {
  x64: [62, 3],
  ia32: [3, 62],
  arm64: [183, 40],
  arm: [40, 183],
  ppc64: [21, 20],
  s390x: [22],
  riscv64: [243],
  loong64: [258],
};

/** Names of those that are met most, for messages. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [3, '32-bit x86'],
  [40, '32-bit ARM'],
  [62, 'x86-64'],
  [183, 'ARM64'],
]);

/** Whether a file begins as a program does. */
export function isElf(head: Buffer): boolean {
  return head.subarray(0, MAGIC.length).equals(MAGIC);
}

/**
 * Reads a program's head.
 *
 * @returns undefined where it is cut, or no program but another file of this format
 */
export function readElf(read: ReadPiece): Elf | undefined {
  const header = read(0, HEADER_BYTES);
  const is64 = header[4] === CLASS_64;
  if (header.length < (is64 ? HEADER_BYTES : 52)) return undefined;
  const isLittle = header[5] === LITTLE;
  const half = (at: number): number => (isLittle ? header.readUInt16LE(at) : header.readUInt16BE(at));
  const long = numbersOf(isLittle, is64);
  if (half(16) !== ET_EXEC && half(16) !== ET_DYN) return undefined;
  const size = half(is64 ? 54 : 42);
  const table = read(long(header, is64 ? 32 : 28), size * Math.min(half(is64 ? 56 : 44), MOST_HEADERS));
  const loader = loaderIn({ table, size, is64, isLittle }, read);
  return { machine: half(18), isOurOrder: isLittle === (endianness() === 'LE'), loader };
}

function loaderIn(
  { table, size, is64, isLittle }: { table: Buffer; size: number; is64: boolean; isLittle: boolean },
  read: ReadPiece,
): string | undefined {
  const long = numbersOf(isLittle, is64);
  const least = is64 ? 56 : 32;
  if (size < least) return undefined;
  for (let at = 0; at <= table.length - least; at += size) {
    const type = isLittle ? table.readUInt32LE(at) : table.readUInt32BE(at);
    if (type !== PT_INTERP) continue;
    const length = Math.min(long(table, at + (is64 ? 32 : 16)), PATH_MAX);
    return read(long(table, at + (is64 ? 8 : 4)), length)
      .toString('utf8')
      .replace(/\0.*$/su, '');
  }
  return undefined;
}

/** Reads offsets and sizes; one that no file reaches is 0. */
function numbersOf(isLittle: boolean, is64: boolean): (bytes: Buffer, at: number) => number {
  return (bytes, at) => {
    if (!is64) return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    const number = Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return Number.isSafeInteger(number) ? number : 0;
  };
}

/** The machine that a program is for, in words, where it is not this one. */
export function foreignMachine(
  { machine, isOurOrder }: Elf,
  arch: string = process.arch,
): string | undefined {
  const own = MACHINES[arch];
  if (own === undefined || (isOurOrder && own.includes(machine))) return undefined;
  return NAMES.get(machine) ?? `machine ${machine}`;
}
