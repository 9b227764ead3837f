export { configSchema } from './schema.ts';
export type { Config, ConfigInput, Environment, Management } from './schema.ts';
