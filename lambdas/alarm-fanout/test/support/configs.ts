import type * as z from 'zod/mini';
import { configSchema, type FanoutConfig } from '../../src/config.ts';

type Written = z.input<typeof configSchema>;

/** An entry of `destinations`, as short as it may be. */
export const WEBHOOK = {
  type: 'webhook',
  url: 'https://hooks.example.com/alarms',
  secrets: ['ssm::/alarm-fanout/webhook'],
} as const;

export const QUEUES = 'arn:aws:sqs:eu-central-1:111122223333:alarm-fanout-';

/** What has to be there, for destinations `chat`, `mail` and `page`, of which everything goes to `chat`. */
export const WRITTEN = {
  destinations: { chat: WEBHOOK, mail: WEBHOOK, page: WEBHOOK },
  fallback: ['chat'],
  queues: QUEUES,
  table: 'alarm-fanout',
};

/** A config with all defaults, and with what is to be otherwise. */
export function configOf(changes: Partial<Written> = {}): FanoutConfig {
  return configSchema.parse({ ...WRITTEN, ...changes });
}
