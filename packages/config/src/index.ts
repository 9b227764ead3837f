export { ConfigError, type ConfigErrorCode, type ConfigErrorOptions, type ConfigPlace } from './error.ts';
export { type Config, type ConfigOf, type GivenOptions, loadConfig } from './load-config.ts';
export type { LoadOptions, SecretsForm } from './load-options.ts';
export type { ResolveOptions, Resolver } from './options.ts';
export {
  type ConfigSource,
  type EnvSource,
  envSource,
  type EnvSourceOptions,
  type FileSource,
  fileSource,
  type FileSourceOptions,
} from './sources/source.ts';
export { redact } from './secrets/redact.ts';
export { isSecret, reveal, Secret } from './secrets/secret.ts';
export type { Wrapped } from './secrets/wrapped-type.ts';
export { watchConfig, type WatchOptions } from './watch-config.ts';
export type { Outage, WatchEvents } from './watch/events.ts';
export type { WatchSettings } from './watch/watch-settings.ts';
export type { ConfigWatcher } from './watch/watcher.ts';
