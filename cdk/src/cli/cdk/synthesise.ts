import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkPackages } from './app-packages.ts';
import { ASSEMBLY } from './assembly.ts';
import type { CdkEnd } from './run-cdk.ts';

/**
 * Has the app of the folder's cdk.json write all templates, without asking AWS anything.
 *
 * @throws CliError `APP_MISSING`, `PACKAGES_MISSING`
 */
export async function synthesise(
  { cwd, env, runCdk }: Pick<Surroundings, 'cwd' | 'env' | 'runCdk'>,
  rest: readonly string[] = [],
): Promise<CdkEnd> {
  if (!existsSync(join(cwd, 'cdk.json')))
    throw new CliError('APP_MISSING', 'there is no cdk.json in this folder', {
      hints: ['kmscrypt-cdk init writes one; or go to the folder that has it'],
    });
  checkPackages(cwd);
  return runCdk({
    cwd,
    env,
    // Where there are several stacks, it names them all on one line.
    leftOut: /^Supply a stack id /,
    args: ['synth', '**', '--no-lookups', '--quiet', '--output', ASSEMBLY, ...rest],
  });
}
