import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../lambda-clients.ts';

/** What a function has written so far. */
export async function logOf({ logs }: Clients, name: string): Promise<string> {
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }),
  );
  return events.map(({ message = '' }) => message).join('\n');
}
