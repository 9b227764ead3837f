import type { Logger } from '@kmscrypt/lambda';
import type { Alarm } from '../../src/alarm.ts';
import type { Graphs } from '../../src/graph/graphs.ts';
import type { QueueMessage, Queues } from '../../src/queues.ts';
import type { AlarmEvent } from '../../src/told.ts';

/** What enriching adds at least. */
export async function barelyEnriched(alarms: readonly AlarmEvent[]): Promise<readonly Alarm[]> {
  return alarms.map((alarm) => ({
    ...alarm,
    severity: 'error',
    links: { console: 'https://console.aws.amazon.com/' },
  }));
}

/** Queues that take everything but what they are told to refuse, and keep it. */
export function fakeQueues(
  refuses: (message: QueueMessage) => string | undefined = () => undefined,
): Queues & { readonly taken: readonly QueueMessage[] } {
  const taken: QueueMessage[] = [];
  return {
    taken,
    send: async (messages) => {
      const refused = new Map<string, string>();
      for (const message of messages) {
        const reason = refuses(message);
        if (reason === undefined) taken.push(message);
        else refused.set(message.id, reason);
      }
      return refused;
    },
  };
}

export const NO_GRAPHS: Graphs = { link: async () => undefined, draw: async () => undefined };

/** Keeps what is logged. */
export function keptLogger(): Logger & { readonly lines: readonly (readonly unknown[])[] } {
  const lines: unknown[][] = [];
  const log =
    (level: string) =>
    (message: string, details: Readonly<Record<string, unknown>>): void =>
      void lines.push([level, message, details]);
  return { lines, info: log('info'), warn: log('warn'), error: log('error') };
}
