import {
  GetParametersByPathCommand,
  GetParametersCommand,
  type Parameter,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { ParametersClient, ParameterValue } from '../brokers/parameters-client.ts';

/** What GetParametersByPath gives at most. */
const PAGE = 10;

/**
 * SSM's Parameter Store of one region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createSsmClient(
  access: AwsAccess,
  region: string | undefined,
): Promise<ParametersClient> {
  const config = await clientConfig(access, region);
  // One attempt: retries are ours, with one jitter and one bound for all services.
  const client = new SSMClient({ ...config, ...(region === undefined ? {} : { region }), maxAttempts: 1 });
  return {
    get: async (names, { signal }) => {
      const command = new GetParametersCommand({ Names: [...names], WithDecryption: true });
      const output = await client.send(command, { abortSignal: signal });
      return { parameters: (output.Parameters ?? []).map(valueOf), invalid: output.InvalidParameters ?? [] };
    },
    getBelow: async (path, { nextToken, signal }) => {
      const command = new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        WithDecryption: true,
        MaxResults: PAGE,
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      });
      const output = await client.send(command, { abortSignal: signal });
      return { parameters: (output.Parameters ?? []).map(valueOf), nextToken: output.NextToken };
    },
  };
}

function valueOf({ Name: name, ARN: arn, Value: value }: Parameter): ParameterValue {
  return { name, arn, value };
}
