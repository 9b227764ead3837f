import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** An instance metadata service, version 2: it answers only those who have a token. */
export interface Imds extends Disposable {
  readonly endpoint: string;
  /** The instance that it says it is. */
  readonly instance: string;
  readonly arn: string;
}

const ACCOUNT = '333333333333';
const REGION = 'eu-central-1';
const ROLE = 'example-host';

/** What it gives to every host. */
export const HOST_CREDENTIALS = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'example/Secret+Key',
  sessionToken: 'example/session+token==',
} as const;

/**
 * Starts one on the loopback, for the block that it is made in with `using`.
 *
 * Paths and replies: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export async function startImds(): Promise<Imds> {
  const instance = `i-0${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const tokens = new Set<string>();
  const server = createServer((request, response) => answer({ request, response, tokens, instance }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    instance,
    arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${instance}`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly tokens: Set<string>;
  readonly instance: string;
}

function answer({ request, response, tokens, instance }: Exchange): void {
  const { method, url = '', headers } = request;
  const end = (status: number, body = ''): void => {
    response.writeHead(status, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  if (url === '/latest/api/token') {
    const seconds = Number(headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (method !== 'PUT' || !(seconds >= 1 && seconds <= 21_600)) return end(400);
    const token = randomUUID();
    tokens.add(token);
    return end(200, token);
  }
  if (!tokens.has(String(headers['x-aws-ec2-metadata-token']))) return end(401);
  const body = metadataOf(instance)[url.replace(/\/$/, '')];
  return body === undefined ? end(404) : end(200, body);
}

function metadataOf(instance: string): Readonly<Record<string, string>> {
  const expiration = new Date(Date.now() + 6 * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const credentials = {
    Code: 'Success',
    LastUpdated: new Date(0).toISOString(),
    Type: 'AWS-HMAC',
    AccessKeyId: HOST_CREDENTIALS.accessKeyId,
    SecretAccessKey: HOST_CREDENTIALS.secretAccessKey,
    Token: HOST_CREDENTIALS.sessionToken,
    Expiration: expiration,
  };
  const document = {
    accountId: ACCOUNT,
    architecture: 'x86_64',
    availabilityZone: `${REGION}a`,
    instanceId: instance,
    instanceType: 't3.micro',
    pendingTime: '2026-01-01T00:00:00Z',
    privateIp: '10.0.0.1',
    region: REGION,
    version: '2017-09-30',
  };
  return {
    '/latest/meta-data/iam/security-credentials': ROLE,
    [`/latest/meta-data/iam/security-credentials/${ROLE}`]: JSON.stringify(credentials, null, 2),
    '/latest/dynamic/instance-identity/document': JSON.stringify(document, null, 2),
    '/latest/meta-data/instance-id': instance,
    '/latest/meta-data/placement/region': REGION,
    '/latest/meta-data/placement/availability-zone': `${REGION}a`,
    '/latest/meta-data/services/domain': 'amazonaws.com',
    '/latest/meta-data/services/partition': 'aws',
  };
}
