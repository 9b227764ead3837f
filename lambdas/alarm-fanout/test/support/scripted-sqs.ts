import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';
import { envOf } from './aws-answering.ts';

/** A call of SendMessageBatch. */
export interface SqsCall {
  readonly QueueUrl: string;
  readonly Entries: readonly {
    readonly Id: string;
    readonly MessageBody: string;
    readonly MessageGroupId: string;
    readonly MessageDeduplicationId: string;
  }[];
  /** The region that it is signed for. */
  readonly region: string | undefined;
}

/** An error of the whole call; or by message body what is not taken; or no answer, though all is taken. */
export type SqsAnswer =
  | { readonly error: string }
  | { readonly notTaken: Readonly<Record<string, { readonly code: string; readonly isOurs: boolean }>> }
  | 'reset';

export interface ScriptedSqs {
  readonly calls: readonly SqsCall[];
  /** Bodies by queue in the order in which they were taken, each deduplication id once. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
  readonly mostAtOnce: () => number;
}

/** SQS on the loopback until the test ends, which answers as told; default: it takes all. */
export async function scriptedSqs(
  answer: (call: SqsCall, number: number) => SqsAnswer | undefined | Promise<SqsAnswer | undefined> = () =>
    undefined,
): Promise<ScriptedSqs> {
  const calls: SqsCall[] = [];
  const taken = new Map<string, string[]>();
  const known = new Set<string>();
  let running = 0;
  let most = 0;
  const take = ({ QueueUrl, Entries }: SqsCall, notTaken: ReadonlySet<string>): void => {
    const own = taken.get(QueueUrl) ?? [];
    taken.set(QueueUrl, own);
    for (const { MessageBody, MessageDeduplicationId } of Entries) {
      if (notTaken.has(MessageBody) || known.has(MessageDeduplicationId)) continue;
      known.add(MessageDeduplicationId);
      own.push(MessageBody);
    }
  };
  const server = createServer((message, response) => {
    running += 1;
    most = Math.max(most, running);
    response.once('close', () => (running -= 1));
    const work = async (): Promise<void> => {
      const region = /Credential=[^/]+\/\d+\/([^/]+)\/sqs/.exec(message.headers.authorization ?? '')?.[1];
      const call = { ...(JSON.parse(await text(message)) as Omit<SqsCall, 'region'>), region };
      calls.push(call);
      const told = (await answer(call, calls.length)) ?? { notTaken: {} };
      if (told === 'reset') {
        take(call, new Set());
        message.socket.resetAndDestroy();
        return;
      }
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      if ('error' in told) {
        response.writeHead(400, headers).end(JSON.stringify({ __type: told.error, message: 'no' }));
        return;
      }
      take(call, new Set(Object.keys(told.notTaken)));
      response.writeHead(200, headers).end(JSON.stringify(resultOf(call, told.notTaken)));
    };
    void work();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    vi.unstubAllEnvs();
  });
  for (const name of Object.keys(process.env)) if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  const env = envOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return { calls, taken, mostAtOnce: () => most };
}

function resultOf(
  { Entries }: SqsCall,
  notTaken: Readonly<Record<string, { readonly code: string; readonly isOurs: boolean }>>,
): object {
  return {
    Successful: Entries.filter(({ MessageBody }) => !Object.hasOwn(notTaken, MessageBody)).map(
      ({ Id, MessageBody }) => ({
        Id,
        MessageId: Id,
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      }),
    ),
    Failed: Entries.flatMap(({ Id, MessageBody }) => {
      const told = notTaken[MessageBody];
      return told === undefined ? [] : [{ Id, Code: told.code, Message: 'no', SenderFault: told.isOurs }];
    }),
  };
}
