import { parsePath, type Path } from '@kmscrypt/core/documents';

/**
 * Reads a path in which `*` stands for any step: `services.*.key`, also written `services[*].key`.
 *
 * @throws KmscryptError `PATH_INVALID`
 */
export function parsePattern(written: string): Path {
  return parsePath(written.replaceAll('[*]', '.*'));
}
