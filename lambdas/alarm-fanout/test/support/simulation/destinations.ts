import type { Rules } from '../../../src/destination.ts';

/** Five destinations, of all manners. */
export const DESTINATIONS: Readonly<Record<string, { readonly rules: Rules; readonly window: number }>> = {
  'chat-grouped': {
    rules: {
      storms: 'grouped',
      late: 'tell',
      isIdempotent: false,
      pace: 1_000,
      atOnce: 1,
      takesGraphs: true,
    },
    window: 60_000,
  },
  'chat-each': {
    rules: { storms: 'each', late: 'tell', isIdempotent: false, pace: 1_000, atOnce: 1, takesGraphs: false },
    window: 0,
  },
  incidents: {
    rules: { storms: 'each', late: 'skip', isIdempotent: true, pace: 0, atOnce: 4, takesGraphs: false },
    window: 0,
  },
  webhook: {
    rules: { storms: 'each', late: 'tell', isIdempotent: false, pace: 0, atOnce: 4, takesGraphs: false },
    window: 0,
  },
  mail: {
    rules: { storms: 'grouped', late: 'tell', isIdempotent: false, pace: 0, atOnce: 1, takesGraphs: false },
    window: 60_000,
  },
};
