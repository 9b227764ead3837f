import { nodeProblem } from './node-version.ts';

/** Runs the process's own command line, and ends the process with its status. */
export async function main(): Promise<void> {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    process.stderr.write(`kmscrypt-lambda: error: ${problem} [USAGE]\n`);
    process.exit(2);
  }
  // What follows may not even load in an older Node.
  const { run } = await import('./run.ts');
  const { env, argv } = process;
  process.exit(await run(argv.slice(2), { env, cwd: process.cwd() }));
}
