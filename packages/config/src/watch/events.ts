import type { EventEmitter } from 'node:events';

/** The events of a watcher and what their listeners are given. */
export interface WatchEvents<Config> {
  /** A refresh has brought other values. */
  change: [
    {
      readonly config: Config;
      readonly previous: Config;
      /** Of the values that were added, removed or changed, such as `db.password`. */
      readonly paths: readonly string[];
    },
  ];
  /** A refresh has failed, the first one since the config was read: from now on the last good config is served. */
  stale: [Outage];
  /** A refresh after `stale` or `expired` went well; comes before `change`. */
  fresh: [{ readonly config: Config }];
  /** The last good config is older than `maxStale`: `current` throws until a refresh goes well. */
  expired: [Outage];
}

export interface Outage {
  /** Of `stale` the failure of the refresh; of `expired` what `current` throws, with the latest failure as its cause. */
  readonly error: unknown;
  /** When the config that is served was read. */
  readonly since: Date;
}

/**
 * Calls listeners as `emit` does, but all of them: what one throws becomes an uncaught exception, outside of the code that
 * tells the event.
 */
export function tell(emitter: EventEmitter, name: string, given: unknown): void {
  for (const listener of emitter.rawListeners(name)) {
    try {
      Reflect.apply(listener, emitter, [given]);
    } catch (error) {
      process.nextTick(() => {
        throw error;
      });
    }
  }
}
