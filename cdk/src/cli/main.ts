// The namespace: Node 20 has no enableCompileCache, and a named import would be a syntax error there.
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { runProgram, cdkProgram } from './cdk/run-cdk.ts';
import { PROGRAM, report } from './report.ts';
import { run } from './run.ts';
import { writeStderr, writeStdout } from './streams.ts';
import { openTerminal } from './terminal.ts';

/** What this package needs; package.json says the same. */
const NODE = [20, 19] as const;

/** Runs the process's own command line, and ends the process with its status. */
export async function main(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    await writeStderr([
      `${PROGRAM}: error: Node.js ${process.versions.node} is too old [USAGE]`,
      `${PROGRAM}: hint: take Node.js ${NODE.join('.')} or later`,
    ]);
    process.exit(2);
  }
  const { env, argv, stdin, stderr } = process;
  const cache = env['XDG_CACHE_HOME'] || (env['HOME'] && join(env['HOME'], '.cache'));
  if (cache) nodeModule.enableCompileCache?.(join(cache, 'kmscrypt'));
  try {
    const status = await run(argv.slice(2), {
      env,
      cwd: process.cwd(),
      print: writeStdout,
      tell: (line) => void writeStderr([line]),
      openTerminal:
        stdin.isTTY && stderr.isTTY ? () => openTerminal({ input: stdin, output: stderr }) : undefined,
      runCdk: (call) => runProgram(cdkProgram(), call),
      now: () => performance.now(),
      node: {
        version: process.versions.node,
        // Node 20 does not know it.
        takesTypescript: Boolean(process.features.typescript),
      },
    });
    process.exit(status);
  } catch (error) {
    const { lines, status } = report(error);
    await writeStderr(lines);
    process.exit(status);
  }
}
