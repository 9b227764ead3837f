/** What of Secrets Manager is needed, of one region. Rejects with whatever the SDK throws. */
export interface SecretsClient {
  /** BatchGetSecretValue: one page of up to 20 secrets, of their AWSCURRENT versions. */
  readonly batchGet: (
    ids: readonly string[],
    options: { readonly nextToken: string | undefined; readonly signal: AbortSignal },
  ) => Promise<SecretsPage>;
  /** GetSecretValue; an undefined stage means AWSCURRENT. */
  readonly get: (
    id: string,
    options: { readonly stage: string | undefined; readonly signal: AbortSignal },
  ) => Promise<SecretValue>;
}

export interface SecretsPage {
  readonly secrets: readonly SecretValue[];
  readonly refusals: readonly SecretRefusal[];
  /** Undefined or empty on the last page. */
  readonly nextToken: string | undefined;
}

export interface SecretValue {
  readonly arn: string | undefined;
  readonly name: string | undefined;
  /** Undefined where it is binary. */
  readonly text: string | undefined;
  readonly isBinary: boolean;
}

/** Why one secret of a batch is not given. */
export interface SecretRefusal {
  /** The ARN or name. */
  readonly id: string | undefined;
  /** The name of the exception that GetSecretValue would throw. */
  readonly exception: string;
  readonly message: string;
}
