import { spawn } from 'node:child_process';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';
import { gitEnv } from '../git/git.ts';

const NEWLINE = 0x0a;

/**
 * Reads blobs of a repository in the order asked for, through one process; no more than one is held at a time.
 *
 * @throws CliError `PROGRAM_FAILED`
 */
export async function* blobsOf(ids: readonly string[], { cwd, env }: Surroundings): AsyncGenerator<Buffer> {
  if (ids.length === 0) return;
  const child = spawn('git', ['cat-file', '--batch', '--buffer'], {
    cwd,
    env: gitEnv(env),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Either makes the output end too early, which is told.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.end(ids.map((id) => `${id}\n`).join(''));
  const output = readerOf(child.stdout);
  try {
    for (const id of ids) {
      const header = await output.line();
      const start = `${id} blob `;
      if (!header.startsWith(start)) throw new CliError('PROGRAM_FAILED', `git cat-file: ${header}`);
      const size = Number(header.slice(start.length));
      // A newline stands behind each.
      yield (await output.bytes(size + 1)).subarray(0, size);
    }
  } finally {
    child.kill();
  }
}

interface Reader {
  /** The next line, without its end. */
  readonly line: () => Promise<string>;
  readonly bytes: (count: number) => Promise<Buffer>;
}

function readerOf(stream: AsyncIterable<Buffer>): Reader {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const next = async (): Promise<Buffer> => {
    const { done, value } = await chunks.next();
    if (done) throw new CliError('PROGRAM_FAILED', 'git cat-file ended too early');
    return value;
  };
  return {
    line: async () => {
      while (!rest.includes(NEWLINE)) rest = Buffer.concat([rest, await next()]);
      const end = rest.indexOf(NEWLINE);
      const line = rest.toString('latin1', 0, end);
      rest = rest.subarray(end + 1);
      return line;
    },
    bytes: async (count) => {
      const parts = [rest];
      for (let length = rest.length; length < count;) {
        const chunk = await next();
        parts.push(chunk);
        length += chunk.length;
      }
      const all = parts.length === 1 ? rest : Buffer.concat(parts);
      rest = all.subarray(count);
      return all.subarray(0, count);
    },
  };
}
