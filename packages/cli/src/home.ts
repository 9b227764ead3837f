import { homedir } from 'node:os';

/**
 * Gives a user id that has no name, as containers may run with, the home that Docker gives it: the AWS SDK and the search
 * for the local key would fail for want of one.
 */
export function ensureHome(env: NodeJS.ProcessEnv): void {
  if (env['HOME']) return;
  try {
    homedir();
  } catch {
    env['HOME'] = '/';
  }
}
