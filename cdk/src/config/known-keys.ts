import type { Path } from './path.ts';
import { mappingOf, schemaAt } from './schema-at.ts';

/**
 * The keys that a mapping of the config may have; of one that comes in several types, those of the type that it says.
 *
 * @param value the whole config
 * @param mapping what stands at the path
 */
export function knownKeys(path: Path, value: unknown, mapping: unknown): readonly string[] {
  return Object.keys(mappingOf(schemaAt(path, value), mapping)?.shape ?? {});
}
