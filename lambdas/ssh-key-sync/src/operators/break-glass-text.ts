import { counted } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import type { Problem } from '../plan-types.ts';
import type { FoundHost } from './find-host.ts';

/** The user of the config, who is on every host, unless a user has its UID or login name: `problem` says so. */
export function breakGlassText(
  { login, uid, keys }: NonNullable<SyncConfig['breakGlass']>,
  {
    host: { hostGroup, instance },
    problem,
  }: { readonly host: FoundHost; readonly problem: Problem | undefined },
): string {
  const where = instance?.id ?? hostGroup;
  if (problem !== undefined)
    return `NO: ${login} is the break-glass user, and may not log in to ${where}: ${problem.message}`;
  return `YES: ${login} is the break-glass user (UID ${uid}): it may log in to ${where} and become root, with ${counted(keys.length, 'key')} of the config, once the host has had any manifest`;
}
