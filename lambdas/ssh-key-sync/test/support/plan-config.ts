import * as z from '@kmscrypt/lambda/schema';
import { configSchema, type SyncConfig } from '../../src/config.ts';

/** A config with one group of hosts, `dev-app`, for the groups `dev` and `ops` of the own account; or as `more` has it. */
export function configOf(more: Readonly<Record<string, unknown>> = {}): SyncConfig {
  return z.parse(configSchema, {
    bucket: 'ssh-keys',
    hosts: {
      'dev-app': { tags: { stage: 'dev' }, login: ['dev'], sudo: ['ops'], document: 'ssh-keys' },
    },
    removals: { most: 100, percent: 100 },
    ...more,
  });
}
