import { readFileSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';

/** What the kernel takes of variables and arguments, in bytes. */
export interface SizeLimits {
  /** Of one, with its name and the NUL at its end. */
  readonly one: number;
  /** Of all, with a pointer for each. */
  readonly all: number;
}

/** A variable, and where it comes from. */
export interface SizedVariable {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

const KIB = 1024;
/** What every machine takes of all together. */
const LEAST = 128 * KIB;
const POINTER_BYTES = 8;
/** For what the kernel adds: the file's name again, and what stands behind `#!`. */
const RESERVE = 4 * KIB;

/**
 * What is too large to be given to a program, before the kernel says so without a name.
 *
 * @param limits asked for only where it is much.
 * @returns an error each, with the variable's name and never its value
 */
export function sizeProblems(
  variables: readonly SizedVariable[],
  argv: readonly string[],
  limits: () => SizeLimits,
): readonly CliError[] {
  const sized = variables.map((each) => ({
    ...each,
    bytes: Buffer.byteLength(`${each.name}=${each.value}`) + 1,
  }));
  const ofArguments = argv.map((argument) => Buffer.byteLength(argument) + 1);
  const pointers = POINTER_BYTES * (sized.length + argv.length + 2);
  const bytes = [...sized.map((each) => each.bytes), ...ofArguments];
  const whole = bytes.reduce((sum, one) => sum + one, pointers);
  if (whole <= LEAST - RESERVE) return [];
  const { one, all } = limits();
  const tooLarge = sized.filter((each) => each.bytes > one);
  if (tooLarge.length > 0) {
    return tooLarge.map(({ name, source, bytes: own }) =>
      problem(source, `${name}: with its name it has ${own} bytes, and a variable may have ${one}`),
    );
  }
  const longest = ofArguments.reduce((most, own) => Math.max(most, own), 0);
  if (longest > one) return [problem(undefined, `an argument has ${longest} bytes, and may have ${one}`)];
  const room = Math.max(LEAST, all) - RESERVE;
  if (whole <= room) return [];
  const largest = sized.toSorted((a, b) => b.bytes - a.bytes)[0];
  const which =
    largest === undefined ? '' : `; the largest variable is ${largest.name} with ${largest.bytes}`;
  return [
    problem(undefined, `all variables and arguments have ${whole} bytes, and may have ${room}${which}`),
  ];
}

function problem(source: string | undefined, message: string): CliError {
  return new CliError('ENVIRONMENT_TOO_LARGE', message, { source });
}

const PAGE = 4 * KIB;
const AT_PAGESZ = 6n;

/** The limits of this machine (execve(2), "Limits on size of arguments and environment"). */
export function sizeLimits(): SizeLimits {
  // macOS: ARG_MAX, whatever one has.
  if (process.platform !== 'linux') return { one: Infinity, all: KIB * KIB };
  return { one: 32 * pageBytes(), all: Math.min(Math.max(stackBytes() / 4, LEAST), 6 * KIB * KIB) };
}

function pageBytes(): number {
  const vector = read('/proc/self/auxv') ?? Buffer.alloc(0);
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    if (vector.readBigUInt64LE(at) === AT_PAGESZ) return Number(vector.readBigUInt64LE(at + 8));
  }
  return PAGE;
}

function stackBytes(): number {
  const soft = /^Max stack size +(\S+)/mu.exec(read('/proc/self/limits')?.toString('utf8') ?? '')?.[1];
  return soft === 'unlimited' ? Infinity : Number(soft ?? 8 * KIB * KIB);
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
