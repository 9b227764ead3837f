import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** An answer, none at all, or a connection that ends without one. */
export type AwsAnswer =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'reset';

export interface AwsRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An endpoint of AWS that always answers alike, until the test ends. */
export async function awsAnswering(
  answer: AwsAnswer,
  asked: () => void = () => {},
): Promise<{ readonly env: Readonly<Record<string, string>>; readonly requests: readonly AwsRequest[] }> {
  const requests: AwsRequest[] = [];
  const server = createServer((message, response) => {
    const { url: path = '', headers } = message;
    const work = async (): Promise<void> => {
      requests.push({ path, headers, body: await text(message) });
      asked();
      if (answer === 'reset') message.socket.resetAndDestroy();
      else if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    void work();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { env: envOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), requests };
}

/** What the SDK is told by, so that nothing else of the machine counts. */
export function envOf(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
