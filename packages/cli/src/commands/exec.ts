import { allOf } from '../errors/all-of.ts';
import { become, canBecome } from '../exec/become.ts';
import { chosenNames, unmatchedNames } from '../exec/chosen-names.ts';
import { checkCommandLine } from '../exec/command-line.ts';
import { readConfigFile } from '../exec/config-file.ts';
import { configTargets } from '../exec/config-target.ts';
import { refuseDebugger } from '../exec/default-signals.ts';
import type { Origin } from '../exec/origin.ts';
import { environmentOfCommand } from '../exec/environment-of-command.ts';
import { findProgram } from '../exec/find-program.ts';
import { checkFits } from '../exec/fits.ts';
import { checkInit } from '../exec/init-needed.ts';
import { openAll } from '../exec/open-all.ts';
import { dropAdditions, ENVIRONMENT, originalEnvironment } from '../exec/original-environment.ts';
import { planVariables } from '../exec/plan.ts';
import { programOf } from '../exec/program.ts';
import { milliseconds } from '../exec/seconds.ts';
import { sizeLimits } from '../exec/size-limits.ts';
import { writeStderr } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { ExecOptions } from '../table/exec.ts';

/** `kmscrypt exec`: all is read, opened and looked at before the command starts. */
export async function run({ options, args: command, env, cwd }: Invocation<ExecOptions>): Promise<number> {
  const allowDebugger = refuseDebugger();
  const isChosen = chosenNames(options.only, options.except);
  const targets = configTargets(options.config, cwd);
  const deadline = milliseconds('--timeout', options.timeout, { least: 'more' });
  const startJitter = milliseconds('--start-jitter', options['start-jitter'], { least: 'zero' });
  checkCommandLine(command);
  const hasFifo = targets.some(({ fifo }) => fifo !== undefined);
  if (hasFifo) checkInit('a file is read from a FIFO');
  else if (!canBecome()) checkInit(`Node ${process.versions.node} cannot become the command`);

  const environment = { name: ENVIRONMENT, location: undefined, variables: originalEnvironment(env) };
  if (options['env-file'].length > 0) dropAdditions(process.env, environment.variables);
  const envFiles = await readEnvFiles(options['env-file'], cwd);
  const configs = await allOf(
    targets,
    ({ file }) => file,
    async (target) => readConfigFile(target, cwd),
  );
  const plan = planVariables(environment, envFiles, { isChosen, targets });
  const unmatched = unmatchedNames(options.only, [...plan.variables.keys()]);
  writeStderr(unmatched.map((name) => `kmscrypt: warning: --only ${name}: there is no such variable`));
  const opened = await openAll(plan.toOpen, configs, { aws: options, env, cwd, deadline, startJitter });

  const sized = environmentOfCommand(plan, configs, opened);
  const variables = new Map(sized.map(({ name, value }) => [name, value]));
  const path = findProgram(command[0] ?? '', variables.get('PATH'), cwd);
  const program = programOf(path, command, cwd);
  checkFits(sized, program.argv, sizeLimits);
  if (!hasFifo && canBecome()) return become(program, variables);

  const { runChild } = await import('../exec/run-child.ts');
  const { fifosOf } = await import('../exec/fifos-of.ts');
  const fifos = fifosOf(configs, opened, { env, cwd });
  allowDebugger();
  return runChild(program, variables, fifos);
}

async function readEnvFiles(files: readonly string[], cwd: string): Promise<readonly Origin[]> {
  if (files.length === 0) return [];
  const { readEnvFile } = await import('../exec/env-file.ts');
  return allOf(
    files,
    (file) => file,
    (file) => readEnvFile(file, cwd),
  );
}
