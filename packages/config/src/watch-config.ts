import type { ConfigOf } from './load-config.ts';
import type { LoadOptions } from './load-options.ts';
import { createLoad } from './load.ts';
import type { Loaded } from './loaded.ts';
import type { ConfigSource } from './sources/source.ts';
import { type Reading, readOnce } from './watch/reading.ts';
import { ConfigWatcher } from './watch/watcher.ts';
import { type WatchSettings, watchTimes } from './watch/watch-settings.ts';

export interface WatchOptions extends LoadOptions, WatchSettings {
  /** Ends the first read with the code `ABORTED`, and closes the watcher later on. */
  readonly signal?: AbortSignal | undefined;
}

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
export async function watchConfig<const Options extends WatchOptions = WatchOptions>(
  source: ConfigSource | readonly ConfigSource[],
  options?: Options,
): Promise<ConfigWatcher<ConfigOf<Options>>> {
  const given: WatchOptions = options ?? {};
  const { ttl, ttlJitter, maxStale, ...loading } = given;
  const times = watchTimes({ ttl, ttlJitter, maxStale });
  const load = createLoad(source, loading);
  const reading: Reading<ConfigOf<Options>> = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as loadConfig answers
    load: async (signal, purpose) => (await load(signal, purpose)) as Loaded<ConfigOf<Options>>,
    times,
    random: given.random ?? Math.random,
  };
  const signal = given.signal ?? new AbortController().signal;
  const watcher = new ConfigWatcher(reading, await readOnce(reading, signal, 'foreground'));
  watcher.closeWith(signal);
  return watcher;
}
