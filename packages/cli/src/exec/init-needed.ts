import { CliError } from '../errors/cli-error.ts';

/**
 * Checks that a parent may stay: the first process of a container has to take in the orphans of all others, which the
 * runtimes do not do.
 *
 * @throws CliError `INIT_NEEDED`
 */
export function checkInit(reason: string, pid: number = process.pid): void {
  if (pid !== 1) return;
  throw new CliError('INIT_NEEDED', `kmscrypt would stay as process 1: ${reason}`);
}
