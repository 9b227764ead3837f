/**
 * What all variables of a function may have together, in bytes.
 * Source: AWS Lambda Developer Guide, "Lambda quotas".
 */
export const VARIABLES_LIMIT = 4096;

/** What a value that only the deployment knows is taken to have at most; ids of distributions have 14 characters. */
export const UNKNOWN: string = 'x'.repeat(64);

/** Variables that every function has; `service` is the name of its logs and metrics, where it is not the Lambda's own. */
export function fixedVariables(service: string | undefined): Readonly<Record<string, string>> {
  // A local key is for development; a token under one must not be opened by what is deployed.
  const refuse = { KMSCRYPT_REFUSE_LOCAL: '1' };
  return service === undefined ? refuse : { ...refuse, POWERTOOLS_SERVICE_NAME: service };
}

/** In bytes, as Lambda measures them: written as JSON, in which each quote of a config has a backslash before it. */
export function variablesSize(variables: Readonly<Record<string, string>>): number {
  return Buffer.byteLength(JSON.stringify(variables));
}
