import type { ConfigInput } from './schema.ts';

/**
 * Gives a config in TypeScript its type, for completion and checks in the editor; returns it as it is.
 *
 * @example
 * ```ts
 * import { defineConfig } from '@kmscrypt/cdk/config';
 *
 * export default defineConfig({
 *   name: 'acme',
 *   region: 'eu-central-1',
 *   accounts: { security: '111111111111', 'shared-services': '111111111111' },
 *   management: { vpc: { cidr: '10.0.0.0/16' } },
 *   environments: [{ name: 'stage', account: '111111111111', vpc: { cidr: '10.1.0.0/16' } }],
 * });
 * ```
 */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
