/** The services that tests call, by the prefix of their operations, with the name that a signature has for each. */
const SIGNING_NAMES = { secretsmanager: 'secretsmanager', AmazonSSM: 'ssm' } as const;

export type AwsService = keyof typeof SIGNING_NAMES;

/** Calls an AWS JSON API of an emulator, unsigned but for the scope that it routes by. */
export async function callAws(
  endpoint: string,
  [service, operation]: readonly [AwsService, string],
  body: Readonly<Record<string, unknown>>,
  region = 'us-east-1',
): Promise<Record<string, unknown>> {
  const scope = `test/20200101/${region}/${SIGNING_NAMES[service]}/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${service}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${operation}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Makes a secret; answers with its ARN. */
export async function createSecret(
  endpoint: string,
  name: string,
  value: string | Uint8Array,
  region?: string,
): Promise<string> {
  const content =
    typeof value === 'string'
      ? { SecretString: value }
      : { SecretBinary: Buffer.from(value).toString('base64') };
  const body = { Name: name, ...content };
  const { ARN: arn } = await callAws(endpoint, ['secretsmanager', 'CreateSecret'], body, region);
  return String(arn);
}

/** Makes a parameter, or a version of it, encrypted unless another type is asked for. */
export async function putParameter(
  endpoint: string,
  name: string,
  value: string,
  { type = 'SecureString', region }: { readonly type?: string; readonly region?: string } = {},
): Promise<void> {
  const body = { Name: name, Value: value, Type: type, Overwrite: true };
  await callAws(endpoint, ['AmazonSSM', 'PutParameter'], body, region);
}
