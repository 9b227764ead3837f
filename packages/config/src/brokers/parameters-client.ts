/** What of SSM's Parameter Store is needed, of one region. Rejects with whatever the SDK throws; values come decrypted. */
export interface ParametersClient {
  /** GetParameters: up to 10 names or ARNs, each with `:` and a version or label where one is meant. */
  readonly get: (
    names: readonly string[],
    options: { readonly signal: AbortSignal },
  ) => Promise<FoundParameters>;
  /** GetParametersByPath: one page of all that is below a path. */
  readonly getBelow: (
    path: string,
    options: { readonly nextToken: string | undefined; readonly signal: AbortSignal },
  ) => Promise<ParametersPage>;
}

export interface FoundParameters {
  readonly parameters: readonly ParameterValue[];
  /** Those of the names that there is no parameter of. */
  readonly invalid: readonly string[];
}

export interface ParametersPage {
  readonly parameters: readonly ParameterValue[];
  /** Undefined or empty on the last page. */
  readonly nextToken: string | undefined;
}

export interface ParameterValue {
  readonly name: string | undefined;
  readonly arn: string | undefined;
  /** Of a StringList its text, with commas. */
  readonly value: string | undefined;
}
