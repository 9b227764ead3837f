import type { DestinationConfig, Rules } from '../destination.ts';

/** In milliseconds, between two messages: what Slack allows a channel, and less than Teams' four a second. */
export const PACE = 1_000;

/**
 * Of chats: people read them, so that a storm is one message; what comes late is told, with a remark; nothing tells a message from one that
 * is sent again. Source: Slack developer documentation, "Rate limits"; Microsoft, "Rate limiting for bots and incoming webhooks".
 */
export function chatRules(
  { storm }: Pick<DestinationConfig, 'storm'>,
  { takesGraphs }: Pick<Rules, 'takesGraphs'>,
): Rules {
  return {
    storms: storm === false ? 'each' : 'grouped',
    late: 'tell',
    isIdempotent: false,
    pace: PACE,
    atOnce: 1,
    takesGraphs,
  };
}
