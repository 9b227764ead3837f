import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as delay } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { roleName } from '../../../cdk/src/accounts/roles.ts';
import { updateNames } from '../../../cdk/src/updates/update-names.ts';
import { placeOf } from './accounts.ts';
import { actingAs } from './acting-as.ts';
import type { Deployment } from './deployment.ts';
import { logOf } from './function-log.ts';
import { credentialsOf } from './sessions.ts';

export type Line = Readonly<Record<string, unknown>>;

/** The updater of an environment, as an operator of its account sees it. */
export interface Updater {
  readonly functionName: string;
  /** Lines of its log, from the `since`th on. */
  lines(since?: number): Promise<readonly Line[]>;
  /** Sends a tick, and waits for its line, but not for ever: a message of an invocation that failed comes back much later. */
  tick(): Promise<void>;
  /** Ticks until the log says so, or for too long. @param since the line that it is looked for from */
  until(isWanted: (lines: readonly Line[]) => boolean, since?: number): Promise<readonly Line[]>;
  /** What its state is, as JSON: why nothing is begun with is there, and not in the log. */
  stateOf(fleet: string): Promise<string>;
  /** Wishes for a run. */
  start(fleet: string): Promise<void>;
}

/** In milliseconds, until a tick has been worked on. */
const PATIENCE = 5_000;
const MOST_TICKS = 40;

export async function updaterOf(deployment: Deployment, environment: string): Promise<Updater> {
  const { config, clients: clientsIn, endpoint } = deployment;
  const clients = clientsIn(placeOf(config, environment));
  const { updates: functionName } = updateNames({ name: config.name, environment });
  const keys = await actingAs(clients, roleName('full'));
  const sqs = new SQSClient({ endpoint, region: config.region, credentials: credentialsOf(keys) });
  const { QueueUrl } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName: functionName }));
  let wishes = 0;

  const lines = async (since = 0): Promise<readonly Line[]> =>
    linesIn(await logOf(clients, functionName)).slice(since);
  const tick = async (): Promise<void> => {
    const before = (await lines()).length;
    const MessageBody = JSON.stringify({ kind: 'kmscrypt.auto-update.tick' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(100))
      if ((await lines(before)).some(isEnd)) return;
  };
  return {
    functionName,
    lines,
    tick,
    until: async (isWanted, since = 0) => {
      for (let ticks = 0; ticks < MOST_TICKS; ticks += 1) {
        const found = await lines(since);
        if (isWanted(found)) return found;
        await tick();
      }
      const last = (await lines(since)).map((line) => JSON.stringify(line)).join('\n');
      throw new Error(`${MOST_TICKS} ticks of ${functionName} have not come to it:\n${last}`);
    },
    stateOf: async (fleet) => {
      const Key = { pk: { S: `fleet#${fleet}` }, sk: { S: 'state' } };
      const { Item } = await clients.dynamodb.send(new GetItemCommand({ TableName: functionName, Key }));
      const { S: text, B: bytes } = Item?.['state'] ?? {};
      return bytes === undefined ? (text ?? '') : inflateRawSync(bytes).toString();
    },
    start: async (fleet) => {
      wishes += 1;
      const value = JSON.stringify({ format: 1, start: { at: secondOf(Date.now()), by: 'the test' } });
      await clients.dynamodb.send(
        new PutItemCommand({
          TableName: functionName,
          Item: {
            pk: { S: `fleet#${fleet}` },
            sk: { S: 'control' },
            value: { S: value },
            version: { N: String(wishes) },
            writer: { S: `test-${wishes}` },
          },
        }),
      );
    },
  };
}

/** As the clock of the table has it: a wish of a later time would begin a second run. */
function secondOf(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** Whether an invocation has come to its end: with metrics, or by an error of the shell. */
function isEnd(line: Line): boolean {
  return line['message'] === 'tick' || '_aws' in line || line['level'] === 'ERROR';
}

/** What is said of a run that has ended. */
export function ended(fleet: string): (lines: readonly Line[]) => boolean {
  return (lines) => lines.some((line) => line['message'] === 'a run has ended' && line['fleet'] === fleet);
}

function linesIn(log: string): readonly Line[] {
  return log.split('\n').flatMap((line): Line[] => {
    if (!line.startsWith('{')) return [];
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null ? [{ ...read }] : [];
  });
}
