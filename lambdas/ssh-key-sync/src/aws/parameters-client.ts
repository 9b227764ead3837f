import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { Page } from './all-pages.ts';
import { unreadable } from './calls.ts';

/** What is asked of Parameter Store, a page. Rejects as {@link Iam} does. */
export interface Parameters {
  below(path: string, from: string | undefined, signal: AbortSignal): Promise<Page<Parameter>>;
}

export interface Parameter {
  /** The whole name. */
  readonly name: string;
  readonly value: string;
  /** Whether it is encrypted (`SecureString`): it is not decrypted, as a public key is no secret. */
  readonly isSecure: boolean;
}

/** Parameter Store's most. */
const PAGE = 10;

/**
 * Parameter Store of one region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createParameters(access: AwsAccess, region: string): Promise<Parameters> {
  // One attempt: retries are ours.
  const client = new SSMClient({ ...(await clientConfig(access, region)), region, maxAttempts: 1 });
  return {
    below: async (path, NextToken, abortSignal) => {
      const command = new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        MaxResults: PAGE,
        NextToken,
      });
      const { Parameters: listed, NextToken: next } = await client.send(command, { abortSignal });
      if (listed === undefined) throw unreadable('GetParametersByPath', 'has no list');
      const items = listed.map(({ Name: name, Value: value, Type: type }) => {
        if (!name || value === undefined)
          throw unreadable('GetParametersByPath', 'has a parameter without a name or a value');
        return { name, value, isSecure: type === 'SecureString' };
      });
      return { items, next: next || undefined };
    },
  };
}
