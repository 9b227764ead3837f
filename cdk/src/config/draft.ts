import type { z } from 'zod';
import { environment as environmentSchema } from './environment-schema.ts';
import type { Path } from './path.ts';
import { configSchema, type Config, type Environment } from './schema.ts';

/** An environment, and where it stands. */
export interface PlacedEnvironment {
  readonly environment: Environment;
  /** `['environments', 1]`. */
  readonly path: Path;
}

/**
 * What of a config has the right shape: checks across fields run over it, so that one wrong letter does not hide the other problems.
 * What is broken, or absent, is undefined.
 */
export type Draft = { readonly [K in Exclude<keyof Config, 'environments'>]?: Config[K] | undefined } & {
  /** Those that have the right shape. */
  readonly environments: readonly PlacedEnvironment[];
};

/** @param unknown paths of keys that the schema does not know; nothing else is lost by one of these */
export function draftOf(value: unknown, unknown: readonly Path[] = []): Draft {
  const raw = recordOf(without(value, unknown));
  const { shape } = configSchema;
  const list: readonly unknown[] = Array.isArray(raw['environments']) ? raw['environments'] : [];
  return {
    name: dataOf(shape.name, raw['name']),
    region: dataOf(shape.region, raw['region']),
    zones: dataOf(shape.zones, raw['zones']),
    accounts: dataOf(shape.accounts, raw['accounts']),
    management: dataOf(shape.management, raw['management']),
    security: dataOf(shape.security, raw['security']),
    alarms: dataOf(shape.alarms, raw['alarms']),
    tags: dataOf(shape.tags, raw['tags']),
    environments: list.flatMap((each, index) => {
      const environment = dataOf(environmentSchema, each);
      return environment === undefined ? [] : [{ environment, path: ['environments', index] }];
    }),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A copy without some of its keys. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  const inner = (key: string | number): readonly Path[] =>
    paths.filter(([first, ...rest]) => first === key && rest.length > 0).map(([, ...rest]) => rest);
  if (Array.isArray(value)) return value.map((each, index) => without(each, inner(index)));
  const gone = new Set(paths.filter(({ length }) => length === 1).map(([key]) => key));
  const kept = Object.entries(recordOf(value)).filter(([key]) => !gone.has(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, without(each, inner(key))]));
}

function dataOf<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  return schema.safeParse(value).data;
}
