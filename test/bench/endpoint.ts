// A stand-in for AWS KMS, Secrets Manager, SSM and CloudFront, in a process of its own: answers after a fixed latency, and counts.
// It keeps nothing: a blob carries its own plaintext, a name tells its value. The parent forks it, hears the port, and ends it by
// leaving.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createdInvalidation, isInvalidation } from './aws/cloudfront.ts';
import { KMS } from './aws/kms.ts';
import type { Input, Operation } from './aws/operation.ts';
import { SECRETS_MANAGER } from './aws/secrets-manager.ts';
import { SSM } from './aws/ssm.ts';

/** What the endpoint has seen since the last reset. */
export interface Traffic {
  readonly calls: Readonly<Record<string, number>>;
  readonly maxInFlight: number;
}

/** By what stands before the operation in `x-amz-target`. */
const SERVICES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  TrentService: KMS,
  secretsmanager: SECRETS_MANAGER,
  AmazonSSM: SSM,
};

const latency = Number(process.argv[2]);
let calls: Record<string, number> = {};
let inFlight = 0;
let maxInFlight = 0;

const server = createServer((request, response) => {
  const send = (status: number, text: string, type = 'application/x-amz-json-1.1'): void => {
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': 'bench',
    });
    response.end(text);
  };
  if (request.method === 'GET') {
    send(200, JSON.stringify({ calls, maxInFlight } satisfies Traffic));
  } else if (request.method === 'DELETE') {
    calls = {};
    maxInFlight = 0;
    send(200, '{}');
  } else if (isInvalidation(request.url ?? '')) {
    void takeIn(request, 'CreateInvalidation').then(() => send(201, createdInvalidation(), 'text/xml'));
  } else {
    void serve(request).then(
      (output) => send(200, JSON.stringify(output)),
      (error: unknown) =>
        send(400, JSON.stringify({ __type: 'ValidationException', message: String(error) })),
    );
  }
});

async function serve(request: IncomingMessage): Promise<unknown> {
  const [service = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
  const body = await takeIn(request, operation);
  const answer = SERVICES[service]?.[operation];
  if (answer === undefined) throw new Error(`this endpoint does not know ${service}.${operation}`);
  return answer(JSON.parse(body) as Input);
}

/** Counts a call, and takes its time. */
async function takeIn(request: IncomingMessage, operation: string): Promise<string> {
  inFlight += 1;
  maxInFlight = Math.max(maxInFlight, inFlight);
  calls[operation] = (calls[operation] ?? 0) + 1;
  try {
    const [body] = await Promise.all([request.toArray(), sleep(latency)]);
    return Buffer.concat(body as Buffer[]).toString('utf8');
  } finally {
    inFlight -= 1;
  }
}

server.keepAliveTimeout = 60_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
