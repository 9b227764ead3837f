import { join } from 'node:path';
import { type ConfigOf, envSource, loadConfig } from '@kmscrypt/config';
import { z } from 'zod';

const CONFIG = join(import.meta.dirname, '..', 'config');
const STAGES = ['development', 'compose', 'production'] as const;

const schema = z.object({
  server: z.object({ host: z.string(), port: z.int().min(0).max(65_535) }),
  /** PEM. */
  tls: z.object({ certificate: z.string(), key: z.string() }),
  /** `ca` (PEM) is who has signed its certificate; without it those whom Node trusts. */
  backend: z.object({ url: z.url({ protocol: /^https$/ }), ca: z.string().optional() }),
});

const options = { schema, secrets: 'wrap', encrypted: ['tls.key'] } as const;

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
    variables: { HOST: 'server.host', PORT: 'server.port', BACKEND_URL: 'backend.url' },
  });
  return loadConfig([join(CONFIG, 'base.yaml'), join(CONFIG, `${stage}.yaml`), overrides], {
    ...options,
    env,
  });
}
