// A stand-in for AWS KMS, in a process of its own: answers Decrypt, Encrypt, ReEncrypt and GenerateDataKey after a fixed latency, and
// counts. It keeps nothing: a blob carries its own plaintext. The parent forks it, hears the port, and ends it by leaving.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { KEY_ID } from './key-id.ts';

/** What the endpoint has seen since the last reset. */
export interface Traffic {
  readonly calls: Readonly<Record<string, number>>;
  readonly maxInFlight: number;
}

interface KmsInput {
  readonly KeyId?: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
}

const MAGIC = Buffer.from('BENCH');
/** What a real CiphertextBlob is longer than its plaintext by. */
const OVERHEAD = 146;
const DATA_KEY_BYTES = 32;

const latency = Number(process.argv[2]);
let calls: Record<string, number> = {};
let inFlight = 0;
let maxInFlight = 0;

const server = createServer((request, response) => {
  const send = (status: number, body: unknown): void => {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': 'bench',
    });
    response.end(text);
  };
  if (request.method === 'GET') {
    send(200, { calls, maxInFlight } satisfies Traffic);
  } else if (request.method === 'DELETE') {
    calls = {};
    maxInFlight = 0;
    send(200, {});
  } else {
    void serve(request).then(
      (output) => send(200, output),
      (error: unknown) => send(400, { __type: 'InvalidCiphertextException', message: String(error) }),
    );
  }
});

async function serve(request: IncomingMessage): Promise<unknown> {
  inFlight += 1;
  maxInFlight = Math.max(maxInFlight, inFlight);
  const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
  calls[operation] = (calls[operation] ?? 0) + 1;
  try {
    const [body] = await Promise.all([request.toArray(), sleep(latency)]);
    return answer(operation, JSON.parse(Buffer.concat(body as Buffer[]).toString('utf8')) as KmsInput);
  } finally {
    inFlight -= 1;
  }
}

function answer(operation: string, input: KmsInput): unknown {
  switch (operation) {
    case 'Encrypt':
      return { KeyId: KEY_ID, CiphertextBlob: seal(Buffer.from(input.Plaintext ?? '', 'base64')) };
    case 'GenerateDataKey': {
      const dataKey = randomBytes(DATA_KEY_BYTES);
      return { KeyId: KEY_ID, Plaintext: dataKey.toString('base64'), CiphertextBlob: seal(dataKey) };
    }
    case 'Decrypt':
      return { KeyId: KEY_ID, Plaintext: open(input).toString('base64') };
    case 'ReEncrypt':
      return { KeyId: KEY_ID, CiphertextBlob: seal(open(input)) };
    default:
      throw new Error(`this endpoint does not know ${operation}`);
  }
}

function seal(plaintext: Buffer): string {
  return Buffer.concat([MAGIC, randomBytes(OVERHEAD - MAGIC.length), plaintext]).toString('base64');
}

function open({ CiphertextBlob: base64 = '' }: KmsInput): Buffer {
  const blob = Buffer.from(base64, 'base64');
  if (!blob.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('the blob is of another KMS');
  return blob.subarray(OVERHEAD);
}

server.keepAliveTimeout = 60_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
