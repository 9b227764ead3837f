import { parsePath, type Path } from '@kmscrypt/core/documents';

/**
 * Reads a path in which `*` stands for any step: `services.*.key`, also written `services[*].key`.
 *
 * @throws KmscryptError `PATH_INVALID`
 */
export function parsePattern(written: string): Path {
  return parsePath(written.replaceAll('[*]', '.*'));
}

/** Whether a path is one that the pattern means, or below it. */
export function isAtOrBelow(path: Path, pattern: Path): boolean {
  return pattern.every((step, depth) => {
    const own = path[depth];
    return own !== undefined && (step === '*' || String(step) === String(own));
  });
}
