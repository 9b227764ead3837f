import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/** A call as SQS gets it, in its JSON protocol. */
export interface SqsCall {
  readonly operation: string;
  /** The region that the call is signed for. */
  readonly region: string | undefined;
  readonly body: {
    readonly QueueUrl: string;
    readonly Entries: readonly {
      readonly Id: string;
      readonly ReceiptHandle: string;
      readonly VisibilityTimeout: number;
    }[];
  };
}

/** What is answered: a status and a body; nothing at all with undefined. */
export type Answer = (call: SqsCall) => { readonly status: number; readonly body: unknown } | undefined;

/** SQS on the loopback for the running test, where AWS_ENDPOINT_URL points; default: every call succeeds. */
export async function startSqs(answer: Answer = succeed): Promise<readonly SqsCall[]> {
  const calls: SqsCall[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      const call = {
        operation: String(request.headers['x-amz-target']),
        region: /Credential=[^/]+\/\d+\/([^/]+)\/sqs/.exec(String(request.headers.authorization))?.[1],
        body: JSON.parse(text) as SqsCall['body'],
      };
      calls.push(call);
      const answered = answer(call);
      if (answered === undefined) return;
      response.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answered.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return calls;
}

function succeed({ body }: SqsCall): { readonly status: number; readonly body: unknown } {
  return { status: 200, body: { Successful: body.Entries.map(({ Id }) => ({ Id })), Failed: [] } };
}
