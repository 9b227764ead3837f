import { join } from 'node:path';
import { type ConfigOf, envSource, loadConfig } from '@kmscrypt/config';
import { z } from 'zod';

const CONFIG = join(import.meta.dirname, '..', 'config');
const STAGES = ['development', 'compose', 'production'] as const;

const schema = z.object({
  server: z.object({ host: z.string(), port: z.int().min(0).max(65_535) }),
  /** PEM. */
  tls: z.object({ certificate: z.string(), key: z.string() }),
  /** `postgres://user:password@host:port/database?sslmode=verify-full`. */
  db: z.object({ url: z.url({ protocol: /^postgres(ql)?$/ }) }),
  /** `redis://` or `rediss://`. */
  cache: z.object({ url: z.url({ protocol: /^rediss?$/ }) }),
});

const options = { schema, secrets: 'wrap', encrypted: ['db.url', 'cache.url', 'tls.key'] } as const;

export type Config = ConfigOf<typeof options>;

/**
 * Reads the config of the stage that APP_STAGE names: config/base.yaml, over it config/STAGE.yaml, over it the environment.
 *
 * @throws ConfigError that tells all problems, and no value
 */
export async function readConfig(env: NodeJS.ProcessEnv): Promise<Config> {
  const stage = STAGES.find((each) => each === env['APP_STAGE']);
  if (stage === undefined) throw new Error(`APP_STAGE is one of ${STAGES.join(', ')}`);
  const overrides = envSource({
    variables: { HOST: 'server.host', PORT: 'server.port', DB_URL: 'db.url', CACHE_URL: 'cache.url' },
  });
  const layers = [join(CONFIG, 'base.yaml'), join(CONFIG, `${stage}.yaml`), overrides];
  // In development a DB_URL may be set as it is; elsewhere it has to be a token or a reference.
  return loadConfig(layers, { ...options, env, development: stage === 'development' });
}
