import { deployedFanoutConfig } from '../../alarms/deployed-fanout-config.ts';
import type { Plan } from '../../plan.ts';
import { syncConfig } from '../../ssh-keys/sync-config.ts';
import { isUpdated, updateConfig } from '../../updates/update-config.ts';
import { CliError } from '../cli-error.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import { invalidationConfigOf } from './invalidation-config-of.ts';

/** A Lambda's config. */
export interface LambdaConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** What to know of it; default nothing. */
  readonly note?: string | undefined;
}

export interface LambdaConfigOptions {
  /** Of the Lambda; one of the command's choices. */
  readonly argument: string | undefined;
  /** Default the only one that has the Lambda. */
  readonly environment?: string | undefined;
}

/**
 * The config that a Lambda of a plan is deployed with.
 *
 * @throws CliError `USAGE`, `LAMBDA_NOT_FOUND`
 */
export function lambdaConfigOf(plan: Plan, { argument, environment }: LambdaConfigOptions): LambdaConfig {
  if (argument === 'static-asset-invalidation') return invalidationConfigOf(plan, environment);
  if (argument === 'auto-update') return { config: updateConfigOf(plan, environment) };
  if (environment !== undefined)
    throw new CliError(
      'USAGE',
      `--environment is for auto-update and static-asset-invalidation, not for ${argument}`,
      {
        hints: ['leave it out: this Lambda is there once, for all environments'],
      },
    );
  const { config } = plan;
  if (argument === 'ssh-key-sync') {
    if (config.sshKeys === undefined) throw isNotThere(argument, 'sshKeys');
    return { config: syncConfig(config.sshKeys, config) };
  }
  if (config.alarms === undefined) throw isNotThere('alarm-fanout', 'alarms');
  return { config: deployedFanoutConfig(plan, config.alarms.fanout) };
}

/** Every environment with updates has one for itself. */
function updateConfigOf({ config }: Plan, name: string | undefined): Readonly<Record<string, unknown>> {
  const updated = config.environments.filter(isUpdated);
  return updateConfig(chosenEnvironment(updated, name, { lambda: 'auto-update', part: 'updates' }), config);
}

function isNotThere(lambda: string, part: string): CliError {
  const message = `the config deploys no ${lambda}: it has no \`${part}\``;
  return new CliError('LAMBDA_NOT_FOUND', message, {
    hints: [`write \`${part}\`; kmscrypt-cdk init writes an example of it`],
  });
}
