import { report } from './errors/report.ts';
import { workingFolder } from './io/files.ts';
import { writeStderr, writeStdout } from './io/streams.ts';
import { parse } from './parse.ts';
import type { AnyCommand, Surroundings } from './table/command.ts';
import { COMMANDS, isCommandName } from './table/commands.ts';
import { VERSION } from './version.ts';

/**
 * Runs one command line and answers with the exit status. The arguments are read with yargs-parser; yargs itself, which
 * takes longer to load than Node to start, loads only where there is something to say about usage.
 */
export async function main(
  program: string,
  args: readonly string[],
  env: Surroundings['env'],
): Promise<number> {
  try {
    const [name, ...rest] = args;
    if (rest.length === 0 && name === '--version') {
      writeStdout([`${VERSION}\n`]);
      return 0;
    }
    const status = isCommandName(name) ? await run(COMMANDS[name], rest, env) : undefined;
    if (status !== undefined) return status;
    const { usage } = await import('./usage.ts');
    writeStdout([await usage(program, args)]);
    return 0;
  } catch (error) {
    const { lines, status } = report(error);
    writeStderr(lines);
    return status;
  }
}

/** Answers with the exit status; undefined where the arguments are not for the command but for help or a usage error. */
async function run(
  command: AnyCommand,
  args: readonly string[],
  env: Surroundings['env'],
): Promise<number | undefined> {
  const parsed = parse(args, command);
  if (!parsed.ok || parsed.help) return undefined;
  const runner = await command.load();
  const { options, args: rest } = parsed;
  return (await runner.run({ env, cwd: workingFolder(), options, args: rest })) ?? 0;
}
