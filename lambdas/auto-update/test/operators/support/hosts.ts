import type { Agent, Host } from '../../../src/view.ts';
import { DAY, NOW } from './world.ts';

/** A host that serves, of the zones `a`, `b` and `c` in turn. */
export function hostOf(index: number, more: Partial<Host> = {}): Host {
  return {
    id: `i-${index}`,
    zone: `eu-central-1${'abc'[index % 3] ?? ''}`,
    architecture: 'x86_64',
    image: 'ami-1',
    launched: NOW - 40 * DAY,
    tags: { role: 'web' },
    isServing: true,
    service: 'in',
    ...more,
  };
}

/** Their agents, all online. */
export function agentsOf(hosts: readonly Host[]): Readonly<Record<string, Agent>> {
  const agent = { isOnline: true, isKnown: true, platform: 'Amazon Linux' };
  return Object.fromEntries(hosts.map(({ id }) => [id, agent]));
}
