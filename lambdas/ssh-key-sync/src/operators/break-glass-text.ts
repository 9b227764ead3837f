import { counted } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import type { FoundHost } from './find-host.ts';

/** The user of the config, who is on every host. */
export function breakGlassText(
  { login, uid, keys }: NonNullable<SyncConfig['breakGlass']>,
  { hostGroup, instance }: FoundHost,
): string {
  const where = instance?.id ?? hostGroup;
  return `YES: ${login} is the break-glass user (UID ${uid}): it may log in to ${where} and become root, with ${counted(keys.length, 'key')} of the config, once the host has had any manifest`;
}
