import { GLOBAL_COMMANDS, INVOKE, programHelp } from './commands.ts';
import { readCommandLine } from './command-line.ts';
import { lambdasFound } from './find-lambda.ts';
import { invoke } from './invoke.ts';
import { operate } from './operate.ts';
import { report } from './report.ts';
import { writeStderr, writeStdout } from './streams.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/** Runs a command line and answers with the exit status; what it tells, it has written. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    await perform(args, surroundings);
    return 0;
  } catch (error) {
    const { lines, status } = report(error);
    await writeStderr(lines);
    return status;
  }
}

async function perform(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const [first = ''] = args;
  if (args.length === 1 && first === '--version') return writeStdout(`${version()}\n`);
  if (isOfLambda(first)) return operate(first, { ...surroundings, args: args.slice(1) });
  const line = await readCommandLine(args, {
    ...GLOBAL_COMMANDS,
    epilogue: programHelp(lambdasFound(surroundings.cwd)),
  });
  if (line.kind === 'text') return writeStdout(line.text);
  const { NAME: name, event, handler, timeout } = line.values;
  const options = {
    name: String(name),
    event: String(event),
    handler: String(handler),
    timeout: Number(timeout),
  };
  return writeStdout(`${await invoke(options, surroundings)}\n`);
}

function isOfLambda(word: string): boolean {
  return word !== '' && word !== INVOKE && !word.startsWith('-');
}
