import { Token, type Stack } from 'aws-cdk-lib';
import { UNKNOWN, VARIABLES_LIMIT, variablesSize } from './function-variables.ts';

/** Whether there is anything in it that only the deployment knows. */
export function hasTokens(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTokens);
}

/**
 * A config as `KMSCRYPT_CONFIG`, with the values that only the deployment knows filled in by it.
 *
 * @throws where it may have more than the 4 KB that Lambda has for all variables of a function.
 */
export function configVariable(
  stack: Stack,
  { functionName, config, others }: ConfigVariableOptions,
): Readonly<Record<string, string>> {
  const known = JSON.stringify(config).replaceAll(/\$\{Token\[[^\]]+\]\}/g, UNKNOWN);
  const size = variablesSize({ ...others, KMSCRYPT_CONFIG: known });
  if (size > VARIABLES_LIMIT) {
    const message = `the variables of ${functionName} have up to ${size} bytes, and Lambda takes no more than ${VARIABLES_LIMIT}`;
    throw new Error(`${message}: give it fewer sites or shorter patterns`);
  }
  return { KMSCRYPT_CONFIG: stack.toJsonString(config) };
}

export interface ConfigVariableOptions {
  /** For the message. */
  readonly functionName: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The function's other variables, which count, too. */
  readonly others: Readonly<Record<string, string>>;
}
