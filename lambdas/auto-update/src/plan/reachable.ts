import type { Held } from '../held.ts';
import type { FleetView, Host } from '../view.ts';

/** Whether SSM surely cannot tell it anything. */
export function isUnreachable({ agent }: Pick<Host, 'agent'>): boolean {
  return agent !== undefined && !(agent.isKnown && agent.isOnline);
}

/** Whether SSM has never heard of it: that does not pass in a moment. */
export function isUnknown({ agent }: Pick<Host, 'agent'>): boolean {
  return agent !== undefined && !agent.isKnown;
}

/** Whether agents were looked at: one that was not may be away then. */
export function areSeen({ hosts }: Pick<FleetView, 'hosts'>): boolean {
  return hosts.some(({ agent }) => agent !== undefined);
}

export function noAgent({ agent }: Pick<Host, 'agent'>): Held {
  const text = agent?.isKnown
    ? 'the agent of SSM is offline: start it'
    : 'SSM does not know it: it has no agent, or no role that lets it register';
  return { code: 'NO_AGENT', text };
}
