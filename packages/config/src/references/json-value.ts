import { formatPath, type Path } from '@kmscrypt/core/documents';
import { ConfigError } from '../error.ts';

/**
 * Takes a value out of a secret's JSON.
 *
 * @param name what messages call the secret.
 * @throws ConfigError `SECRET_NOT_JSON`, `SECRET_PATH_NOT_FOUND`; none holds anything of the secret but no more than the
 *   path that was asked for
 */
export function jsonValueAt(secret: string, path: Path, name = 'the secret'): unknown {
  let value = parse(secret);
  for (const [depth, step] of path.entries()) {
    const next = childOf(value, step);
    if (next === undefined) {
      const place = formatPath(path.slice(0, depth + 1));
      throw new ConfigError(
        'SECRET_PATH_NOT_FOUND',
        `the JSON of ${name} has no ${place}; look at the path behind #`,
      );
    }
    ({ value } = next);
  }
  return value;
}

function parse(secret: string): unknown {
  try {
    return JSON.parse(secret);
  } catch {
    // The engine's message quotes the text.
    throw new ConfigError('SECRET_NOT_JSON', 'the secret is not JSON; leave # out to take its text');
  }
}

function childOf(value: unknown, step: string | number): { readonly value: unknown } | undefined {
  if (Array.isArray(value)) {
    const index = Number(step);
    return String(index) === String(step) && index in value ? { value: value[index] } : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const key = String(step);
  // Own keys only: `constructor` is in every object.
  return Object.hasOwn(value, key) ? { value: Reflect.get(value, key) } : undefined;
}
