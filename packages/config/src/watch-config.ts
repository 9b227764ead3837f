import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ConfigOf, GivenOptions } from './load-config.ts';
import { checkOptions, type LoadOptions, type SecretsForm } from './load-options.ts';
import { createLoad } from './load.ts';
import type { Loaded } from './loaded.ts';
import type { ConfigSource } from './sources/source.ts';
import { type Reading, readOnce } from './watch/reading.ts';
import { ConfigWatcher } from './watch/watcher.ts';
import { type WatchSettings, watchTimes } from './watch/watch-settings.ts';

export interface WatchOptions<
  Schema extends StandardSchemaV1 | undefined = StandardSchemaV1 | undefined,
  Encrypted extends string = string,
  Secrets extends SecretsForm = SecretsForm,
>
  extends LoadOptions<Schema, Encrypted, Secrets>, WatchSettings {
  /** Ends the first read with the code `ABORTED`, and closes the watcher later on. */
  readonly signal?: AbortSignal | undefined;
}

const WATCH_SETTINGS: readonly (keyof WatchSettings)[] = ['ttl', 'ttlJitter', 'maxStale'];

/**
 * Loads a config as `loadConfig` does, and keeps it up to date: it is read again in the background every `ttl`, and the last
 * good one is served while that fails, for `maxStale` at most.
 *
 * @example
 * using watcher = await watchConfig('config/prod.yaml', { schema, ttl: 60_000 });
 * watcher.on('change', ({ paths }) => console.log('changed:', paths));
 * watcher.on('stale', ({ error, since }) => console.warn('serving the config of', since, error));
 * const { password } = watcher.current.db;
 * @throws as `loadConfig` does
 */
export async function watchConfig<
  const Schema extends StandardSchemaV1 | undefined = undefined,
  const Encrypted extends string = never,
  const Secrets extends SecretsForm = 'plain',
>(
  source: ConfigSource | readonly ConfigSource[],
  options: WatchOptions<Schema, Encrypted, Secrets> = {},
): Promise<ConfigWatcher<ConfigOf<GivenOptions<Schema, Encrypted, Secrets>>>> {
  checkOptions(options, WATCH_SETTINGS);
  const { ttl, ttlJitter, maxStale, ...loading } = options;
  const times = watchTimes({ ttl, ttlJitter, maxStale });
  const load = createLoad(source, loading);
  const reading: Reading<ConfigOf<GivenOptions<Schema, Encrypted, Secrets>>> = {
    load: async (signal, purpose) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as loadConfig answers
      (await load(signal, purpose)) as Loaded<ConfigOf<GivenOptions<Schema, Encrypted, Secrets>>>,
    times,
    random: options.random ?? Math.random,
  };
  const signal = options.signal ?? new AbortController().signal;
  const watcher = new ConfigWatcher(reading, await readOnce(reading, signal, 'foreground'));
  watcher.closeWith(signal);
  return watcher;
}
