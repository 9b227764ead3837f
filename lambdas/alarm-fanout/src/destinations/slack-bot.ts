import * as z from 'zod/mini';
import type { Destination } from '../destination.ts';
import { httpsShape } from './config-parts.ts';

const schema = z.strictObject({ type: z.literal('slack-bot'), ...httpsShape });

export type SlackBotConfig = z.output<typeof schema>;

export const slackBot: Destination<SlackBotConfig> = {
  type: 'slack-bot',
  schema,
  rules: () => ({
    storms: 'each',
    late: 'tell',
    isIdempotent: false,
    pace: 0,
    atOnce: 1,
    takesGraphs: false,
  }),
  preview: () => ({ look: 'json', parts: [] }),
  send: async () => ({}),
};
