import { isUpdated, type UpdatedEnvironment } from './update-config.ts';

/**
 * Fleets of mode `refresh` of which the config names no role of hosts, as `ENVIRONMENT: FLEET`: right where their launch templates have
 * no instance profile, while Auto Scaling refuses to refresh them where they do.
 */
export function withoutHostRoles(environments: readonly UpdatedEnvironment[]): readonly string[] {
  return environments.filter(isUpdated).flatMap(({ name, updates: { fleets, hostRoles = [] } }) =>
    hostRoles.length > 0
      ? []
      : Object.entries(fleets)
          .filter(([, { mode }]) => mode === 'refresh')
          .map(([fleet]) => `${name}: ${fleet}`),
  );
}
