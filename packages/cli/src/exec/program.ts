import { resolve } from 'node:path';
import { systemCode } from '../errors/system-code.ts';
import { isRegistered } from './binfmt.ts';
import { type Elf, foreignMachine, isElf, readElf } from './elf.ts';
import { withPieces } from './file-pieces.ts';
import { programNotExecutable, programNotFound, whyNotRunnable } from './runnable.ts';

/** What execve(2) is given. */
export interface Program {
  readonly file: string;
  /** With the name that it is called by in front. */
  readonly argv: readonly string[];
}

const SHELL = '/bin/sh';
/** What the kernel looks at (binfmts.h, BINPRM_BUF_SIZE), and how many interpreters it follows. */
const HEAD_BYTES = 256;
const MOST_INTERPRETERS = 5;

/**
 * Tells how a file is run as execvp(3) runs it: by itself, or by /bin/sh where the kernel does not know what it is. What
 * would fail is told here: to become a program that cannot be run ends Node with an abort.
 *
 * @param path where the program was found.
 * @param command the command line, with the name as it was given.
 * @throws CliError `PROGRAM_NOT_FOUND` where what runs it is missing, `PROGRAM_NOT_EXECUTABLE`
 */
export function programOf(path: string, command: readonly string[], cwd: string): Program {
  const [name = path, ...args] = command;
  if (isRunByKernel(path, { name, cwd, depth: 0 })) return { file: path, argv: [name, ...args] };
  if (whyNotRunnable(SHELL) !== undefined) {
    throw programNotExecutable(name, `it is no program, has no #!, and there is no ${SHELL} to run it`);
  }
  return { file: SHELL, argv: [SHELL, path, ...args] };
}

interface Asked {
  /** Of the command, for messages. */
  readonly name: string;
  readonly cwd: string;
  readonly depth: number;
}

function isRunByKernel(path: string, asked: Asked): boolean {
  const { name, cwd, depth } = asked;
  if (depth > MOST_INTERPRETERS) throw programNotExecutable(name, 'its #! leads round in a circle');
  const file = resolve(cwd, path);
  try {
    return withPieces(file, (read) => {
      const head = read(0, HEAD_BYTES);
      const elf = isElf(head) ? readElf(read) : undefined;
      if (elf !== undefined && foreignMachine(elf) === undefined) return isRunElf(elf, asked);
      if (process.platform === 'darwin' && isMachO(head)) return true;
      const interpreter = interpreterOf(head);
      if (interpreter !== undefined) {
        checkInterpreter(interpreter, asked);
        return isRunByKernel(interpreter, { ...asked, depth: depth + 1 });
      }
      if (isRegistered(head, file)) return true;
      return elf !== undefined && isRunElf(elf, asked);
    });
  } catch (error) {
    // One that may be run and not be read: the kernel knows what it is.
    if (systemCode(error) === 'EACCES') return true;
    throw error;
  }
}

function isRunElf(elf: Elf, { name, cwd }: Asked): boolean {
  const machine = foreignMachine(elf);
  if (machine !== undefined) {
    throw programNotExecutable(name, `it is for ${machine}, and this machine is ${process.arch}`);
  }
  if (elf.loader !== undefined && whyNotRunnable(resolve(cwd, elf.loader)) !== undefined) {
    throw programNotFound(name, `what loads it, ${elf.loader}, is not here`, [
      'it was built for another C library than this machine has, such as glibc, where Alpine has musl',
    ]);
  }
  return true;
}

/** What stands behind `#!`, up to white space. */
function interpreterOf(head: Buffer): string | undefined {
  return /^#![ \t]*([^ \t\n\0]+)/u.exec(head.toString('utf8'))?.[1];
}

function checkInterpreter(interpreter: string, { name, cwd }: Asked): void {
  const reason = whyNotRunnable(resolve(cwd, interpreter));
  if (reason === undefined) return;
  if (reason !== 'ENOENT') throw programNotExecutable(name, `its interpreter ${interpreter}: ${reason}`);
  const hints = interpreter.endsWith('\r') ? ['its lines end as on Windows (CR LF): save it with LF'] : [];
  throw programNotFound(name, `its interpreter ${interpreter} is not here`, hints);
}

/** Of one machine or several, in either byte order (macOS, loader.h and fat.h). */
const MACH_O: ReadonlySet<string> = new Set(['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe']);

function isMachO(head: Buffer): boolean {
  return MACH_O.has(head.toString('hex', 0, 4));
}
