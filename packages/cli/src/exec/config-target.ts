import { resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';

/** Where the decrypted content of a file goes. */
export type ConfigTarget = { readonly file: string } & (
  | { readonly variable: string; readonly fifo?: never }
  /** The FIFO's path as it was given. */
  | { readonly fifo: string; readonly variable?: never }
);

const FORMS = '--config takes F=ENVVAR or F:FIFO';
const TO_VARIABLE = /^(.*)=([A-Za-z_][A-Za-z0-9_]*)$/su;
const TO_FIFO = /^(.*):(.*)$/su;

/**
 * Reads the values of `--config`: what a variable's name follows is divided at the last `=`, else at the last `:`.
 *
 * @throws CliError `USAGE`, also where two have the same target
 */
export function configTargets(values: readonly string[], cwd: string): readonly ConfigTarget[] {
  const targets = values.map(configTarget);
  const seen = new Set<string>();
  for (const { variable, fifo } of targets) {
    const target = fifo === undefined ? `the variable ${variable}` : `the FIFO ${resolve(cwd, fifo)}`;
    if (seen.has(target)) throw new CliError('USAGE', `--config gives ${target} more than once`);
    seen.add(target);
  }
  return targets;
}

function configTarget(value: string): ConfigTarget {
  const [, ofVariable, variable = ''] = TO_VARIABLE.exec(value) ?? [];
  const [, ofFifo, fifo = ''] = TO_FIFO.exec(value) ?? [];
  const file = ofVariable ?? ofFifo;
  if (file === undefined) {
    const hints = ['such as --config app.json=APP_CONFIG or --config app.json:/run/app.json'];
    throw new CliError('USAGE', `${FORMS}, not ${JSON.stringify(value)}`, { hints });
  }
  if (file === '' || (ofVariable === undefined && fifo === '')) {
    throw new CliError(
      'USAGE',
      `${FORMS}, and a side of ${JSON.stringify(value)} is empty; is a variable unset?`,
    );
  }
  refuseStdin('--config', file);
  return ofVariable === undefined ? { file, fifo } : { file, variable };
}

/**
 * What stands on stdin is for the command.
 *
 * @throws CliError `USAGE`
 */
export function refuseStdin(option: string, file: string): void {
  if (file === '-') throw new CliError('USAGE', `${option} takes a file; stdin is the command's`);
}
