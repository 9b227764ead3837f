import type { CliError } from '../errors/cli-error.ts';
import { printable } from '../io/printable.ts';
import type { Check } from './check.ts';

/** The lines of the table, with the cures below what they cure. */
export function tableOf(checks: readonly Check[]): readonly string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .flatMap(({ name, status, found, cures }) => [
      `${status.padEnd('skip'.length)}  ${name.padEnd(width)}  ${found}`,
      ...cures.map((cure) => `      cure: ${cure}`),
    ])
    .map(printable);
}

/** The same for programs. */
export function jsonOf(checks: readonly Check[]): string {
  const told = checks.map(({ name, status, found, cures, error }) => ({
    name,
    status,
    found,
    ...(error && { code: error.code }),
    cures,
  }));
  return JSON.stringify(told, undefined, 2);
}

/** What ends the command: the first failure. */
export function failureOf(checks: readonly Check[]): CliError | undefined {
  return checks.find(({ status }) => status === 'fail')?.error;
}
