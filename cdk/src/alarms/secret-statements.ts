import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { secretReferences, type SecretReference } from './secret-references.ts';

export interface SecretStatementsOptions {
  /** Where names without an ARN are. */
  readonly place: { readonly partition: string; readonly region: string; readonly account: string };
  /** ARN of the key of the config's tokens, and of parameters and secrets that are not under AWS's own keys. */
  readonly keyArn: string;
}

/** What a function may do to open the tokens and references of its config, and nothing besides; docs/config.md, "Calls". */
export function secretStatements(
  config: unknown,
  { place, keyArn }: SecretStatementsOptions,
): readonly PolicyStatement[] {
  const references = secretReferences(config);
  const idsOf = (kind: Exclude<SecretReference['kind'], 'token'>): readonly string[] => [
    ...new Set(references.flatMap((each) => (each.kind === kind ? [each.id] : []))),
  ];
  const arnOf = (service: string, resource: string): string =>
    `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
  const parameterArn = (id: string): string =>
    id.startsWith('arn:') ? id : arnOf('ssm', `parameter/${id.replace(/^\//u, '')}`);
  // Secrets Manager appends six characters to the name of each secret.
  const secretArn = (id: string): string =>
    `${id.startsWith('arn:') ? id : arnOf('secretsmanager', `secret:${id}`)}-??????`;
  const secrets = idsOf('secret').flatMap((id) => [...(id.startsWith('arn:') ? [id] : []), secretArn(id)]);
  return [
    ...on(idsOf('parameter').map(parameterArn), ['Secrets', 'ssm:GetParameters']),
    ...on(
      idsOf('tree')
        .map(parameterArn)
        .flatMap((arn) => [arn, `${arn}/*`]),
      ['SecretTrees', 'ssm:GetParametersByPath'],
    ),
    ...on(secrets, ['SecretsManager', 'secretsmanager:GetSecretValue']),
    ...on(references.length === 0 ? [] : [keyArn], ['Key', 'kms:Decrypt']),
  ];
}

function on(
  resources: readonly string[],
  [sid, action]: readonly [sid: string, action: string],
): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [new PolicyStatement({ sid, actions: [action], resources: [...resources] })];
}
