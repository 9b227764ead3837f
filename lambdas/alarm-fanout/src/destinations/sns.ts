import * as z from 'zod/mini';
import type { Destination } from '../destination.ts';
import { httpsShape } from './config-parts.ts';

const schema = z.strictObject({ type: z.literal('sns'), ...httpsShape });

export type SnsConfig = z.output<typeof schema>;

export const sns: Destination<SnsConfig> = {
  type: 'sns',
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
