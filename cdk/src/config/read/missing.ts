import type { ConfigProblem } from '../problem.ts';

/** That a file that was named is not there. */
export function missing(file: string): ConfigProblem {
  return {
    code: 'CONFIG_MISSING',
    path: '',
    message: 'there is no such file',
    cure: 'kmscrypt-cdk init writes one',
    file,
  };
}
