/** Calls an AWS JSON API of an emulator, unsigned but for the scope that it routes by. */
export async function callKms(
  endpoint: string,
  operation: string,
  body: Readonly<Record<string, unknown>>,
  region = 'us-east-1',
): Promise<Record<string, unknown>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20200101/${region}/kms/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`KMS ${operation}: ${text}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every answer of KMS is a JSON object
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Makes a key, with an alias where one is named; answers with its ARN. */
export async function createKey(endpoint: string, alias?: string, region = 'us-east-1'): Promise<string> {
  const { KeyMetadata: metadata } = await callKms(endpoint, 'CreateKey', {}, region);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of CreateKey
  const { Arn: arn } = metadata as { Arn: string };
  if (alias === undefined) return arn;
  try {
    await callKms(endpoint, 'CreateAlias', { AliasName: alias, TargetKeyId: arn }, region);
  } catch (error) {
    // Another test file has made it.
    if (!String(error).includes('AlreadyExists')) throw error;
  }
  return arn;
}

/** The environment that points a program at an endpoint. */
export function awsEnv(endpoint: string, region = 'us-east-1'): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
