import { readCommandLine } from './command-line.ts';
import { COMMANDS, EPILOGUE, USAGE } from './commands.ts';
import { ownPackage } from './own-package.ts';
import { PROGRAM } from './report.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs a command line; answers with the exit status.
 *
 * @throws CliError and ConfigError, which `report` puts into words
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  if (args.length === 1 && args[0] === '--version') {
    await surroundings.print(`${ownPackage().version}\n`);
    return 0;
  }
  const line = await readCommandLine(args, {
    program: PROGRAM,
    usage: USAGE,
    commands: COMMANDS,
    epilogue: EPILOGUE,
  });
  if (line.kind === 'text') {
    await surroundings.print(line.text);
    return 0;
  }
  return (await line.command.run(line.invocation, surroundings)) ?? 0;
}
