import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { SecretsClient, SecretValue } from '../brokers/secrets-client.ts';

/**
 * Secrets Manager of one region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createSecretsClient(
  access: AwsAccess,
  region: string | undefined,
): Promise<SecretsClient> {
  const config = await clientConfig(access, region);
  // One attempt: retries are ours, with one jitter and one bound for all services.
  const client = new SecretsManagerClient({
    ...config,
    ...(region === undefined ? {} : { region }),
    maxAttempts: 1,
  });
  return {
    batchGet: async (ids, { nextToken, signal }) => {
      const page = nextToken === undefined ? {} : { NextToken: nextToken };
      const command = new BatchGetSecretValueCommand({ SecretIdList: [...ids], ...page });
      const output = await client.send(command, { abortSignal: signal });
      const refusals = (output.Errors ?? []).map(({ SecretId: id, ErrorCode, Message }) => ({
        id,
        exception: ErrorCode ?? 'UnknownError',
        message: Message ?? '',
      }));
      return { secrets: (output.SecretValues ?? []).map(valueOf), refusals, nextToken: output.NextToken };
    },
    get: async (id, { stage, signal }) => {
      const version = stage === undefined ? {} : { VersionStage: stage };
      const command = new GetSecretValueCommand({ SecretId: id, ...version });
      return valueOf(await client.send(command, { abortSignal: signal }));
    },
  };
}

interface Output {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

function valueOf({ ARN: arn, Name: name, SecretString: text, SecretBinary: bytes }: Output): SecretValue {
  return { arn, name, text, isBinary: bytes !== undefined };
}
