import { relative, resolve } from 'node:path';
import type { Config } from '../config/schema.ts';
import { type Plan, planOf } from '../plan.ts';
import { type Values, textOf } from './command.ts';
import { refusePlaceholders } from './placeholder-accounts.ts';

/** The option of all commands that read a config. */
export const CONFIG_OPTION = {
  type: 'string',
  describe: 'the config; default kmscrypt-cdk.yaml, .yml, .json, .ts, .mts, .js or .mjs in this folder',
} as const;

/**
 * Reads the config that `--config` names, or that of the folder.
 *
 * @throws ConfigError with all its problems
 */
export async function readConfigOf(options: Values, { cwd }: { readonly cwd: string }): Promise<Config> {
  // Loads zod and a parser of YAML, which `--help` needs not.
  const { readConfig } = await import('../config/read/read-config.ts');
  // Relative, as problems are told with it.
  const path = relative(process.cwd(), resolve(cwd, textOf(options, 'config') ?? '.'));
  return readConfig(path === '' ? '.' : path);
}

/**
 * Reads the config, and lays it out.
 *
 * @throws ConfigError with all its problems
 */
export async function readPlan(options: Values, where: { readonly cwd: string }): Promise<Plan> {
  return planOf(await readConfigOf(options, where));
}

/**
 * As `readPlan`, for what reaches AWS.
 *
 * @throws ConfigError with all its problems
 * @throws CliError `ACCOUNT_PLACEHOLDER`
 */
export async function readPlanForAws(options: Values, where: { readonly cwd: string }): Promise<Plan> {
  const plan = await readPlan(options, where);
  refusePlaceholders(plan.config);
  return plan;
}
