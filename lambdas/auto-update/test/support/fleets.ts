import { configSchema, fleetsOf, type HostFleet } from '../../src/config.ts';

/** A fleet of a config that has it alone. */
export function fleetOf(written: Readonly<Record<string, unknown>> = {}): HostFleet {
  const fleet = {
    mode: 'in-place',
    ...(written['mode'] === 'ecs' ? {} : { tags: { app: 'web' } }),
    ...written,
  };
  const config = configSchema.parse({
    environment: 'dev',
    table: 'updates',
    document: 'update',
    fleets: { web: fleet },
  });
  const [found] = fleetsOf(config);
  if (found === undefined || found.mode === 'refresh') throw new Error('not a fleet of hosts');
  return found;
}

export const CLUSTER: HostFleet = fleetOf({ mode: 'ecs', cluster: 'prod' });
