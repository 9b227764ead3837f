import type { Config } from '../../../src/config/schema.ts';

/** A config as the text of a YAML file; JSON is YAML. */
export function yamlOf(config: Config): string {
  return JSON.stringify(config);
}
