import { join } from 'node:path';
import { hostScriptIn } from '@kmscrypt/bundle/host-script';

/** The script of hosts. */
export function hostScript(): string {
  return hostScriptIn(join(import.meta.dirname, '..', 'host', 'parts'));
}
