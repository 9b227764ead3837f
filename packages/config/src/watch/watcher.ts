import { EventEmitter } from 'node:events';
import { ConfigError } from '../error.ts';
import type { Purpose } from '../deadline.ts';
import { changedPaths } from './changed-paths.ts';
import { type Clock, LONGEST_DELAY, PROCESS_CLOCK } from './clock.ts';
import { refreshDelay, retryDelay } from './delays.ts';
import { tell, type WatchEvents } from './events.ts';
import { frozenCopy } from './frozen-copy.ts';
import { type Read, type Reading, readOnce } from './reading.ts';

/**
 * A config that is kept up to date in the background. Nothing of it keeps the process alive but an `invalidate()` that is
 * under way. A listener that throws ends as an uncaught exception and keeps nothing from being refreshed.
 */
export class ConfigWatcher<Config> extends EventEmitter<WatchEvents<Config>> {
  readonly #reading: Reading<Config>;
  readonly #clock: Clock;
  #config: Config;
  #readAt: number;
  #since: Date;
  /** In a row. */
  #failures = 0;
  #failure: unknown;
  #isExpired = false;
  #closedAt: number | undefined;
  #running: Running | undefined;
  /** The read of the `invalidate()`s that wait for it to begin. */
  #next: Promise<Config> | undefined;
  #cancelRefresh: () => void = () => {};
  #cancelExpiry: () => void = () => {};
  #letGo: () => void = () => {};

  /** Made by `watchConfig`. */
  constructor(reading: Reading<Config>, { config, at, since }: Read<Config>) {
    super();
    this.#reading = reading;
    this.#clock = reading.clock ?? PROCESS_CLOCK;
    this.#config = frozenCopy(config);
    this.#readAt = at;
    this.#since = since;
    this.#scheduleExpiry();
    this.#scheduleRefresh();
  }

  /**
   * The last good config; its plain objects and arrays are frozen. After `close()` it stays what it was then.
   *
   * @throws ConfigError `STALE` once it is older than `maxStale`
   */
  get current(): Config {
    const age = (this.#closedAt ?? this.#clock.now()) - this.#readAt;
    if (age > this.#reading.times.maxStale) throw this.#staleError();
    return this.#config;
  }

  /**
   * Reads again at once, in a read that begins after this call: what was changed before it is in the result. A refresh that is
   * under way is given up; a read for an earlier `invalidate()` ends first, and all that come meanwhile share the next.
   * `startJitter` does not hold for it: whoever tells a fleet at once should let it wait.
   *
   * @returns the config, as `current` is from then on
   * @throws the failure, while `current` stays (it need not be caught, as `stale` tells it too); ConfigError `CLOSED`
   */
  invalidate(): Promise<Config> {
    if (this.#next === undefined) {
      this.#next = this.#readNext();
      this.#next.catch(() => {});
    }
    return this.#next;
  }

  /** Ends refreshing: what is under way is given up, and no timer and no listener is left. */
  close(): void {
    if (this.#closedAt !== undefined) return;
    this.#closedAt = this.#clock.now();
    this.#cancelRefresh();
    this.#cancelExpiry();
    this.#letGo();
    this.#running?.controller.abort(closed());
    this.removeAllListeners();
  }

  /** Closes once the signal ends. */
  closeWith(signal: AbortSignal): void {
    const close = (): void => this.close();
    signal.addEventListener('abort', close, { once: true });
    this.#letGo = () => signal.removeEventListener('abort', close);
    if (signal.aborted) close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #readNext(): Promise<Config> {
    const { purpose, controller, ended } = this.#running ?? {};
    if (purpose === 'background') controller?.abort(new ConfigError('ABORTED', 'a later read was asked for'));
    // Waits even where nothing is under way, so that calls of one moment share a read.
    await ended;
    this.#next = undefined;
    return this.#read('foreground');
  }

  /** Only while no other read is under way. */
  #read(purpose: Purpose): Promise<Config> {
    if (this.#closedAt !== undefined) return Promise.reject(closed());
    this.#cancelRefresh();
    const controller = new AbortController();
    const reading = this.#readUntil(controller.signal, purpose);
    this.#running = { purpose, controller, ended: reading.catch(() => {}) };
    return reading;
  }

  async #readUntil(signal: AbortSignal, purpose: Purpose): Promise<Config> {
    let read: Read<Config>;
    try {
      read = await readOnce(this.#reading, signal, purpose);
      if (this.#closedAt !== undefined) throw closed();
    } catch (error) {
      // What is given up has not failed.
      if (!signal.aborted) this.#fail(error);
      throw error;
    } finally {
      this.#running = undefined;
    }
    return this.#take(read);
  }

  #take({ config: read, at, since }: Read<Config>): Config {
    const previous = this.#config;
    const config = frozenCopy(read);
    const wasStale = this.#failures > 0 || this.#isExpired;
    this.#config = config;
    this.#readAt = at;
    this.#since = since;
    this.#failures = 0;
    this.#failure = undefined;
    this.#isExpired = false;
    this.#scheduleExpiry();
    this.#scheduleRefresh();
    const paths = changedPaths(previous, config);
    if (wasStale) tell(this, 'fresh', { config });
    if (paths.length > 0) tell(this, 'change', { config, previous, paths });
    return config;
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#failure = error;
    this.#scheduleRefresh();
    if (this.#failures === 1) tell(this, 'stale', { error, since: this.#since });
  }

  #scheduleRefresh(): void {
    const { times, random } = this.#reading;
    const delay =
      this.#failures === 0 ? refreshDelay(times, random) : retryDelay(this.#failures, times, random);
    this.#cancelRefresh();
    this.#cancelRefresh = this.#clock.later(delay, () => {
      // An invalidate() is about to read, and then schedules the next.
      if (this.#next === undefined) this.#read('background').catch(() => {});
    });
  }

  #scheduleExpiry(): void {
    const { maxStale } = this.#reading.times;
    this.#cancelExpiry();
    if (maxStale === Infinity) return;
    const left = this.#readAt + maxStale - this.#clock.now();
    // One more, as it expires when it is older than that.
    this.#cancelExpiry = this.#clock.later(Math.min(Math.max(left, 0) + 1, LONGEST_DELAY), () => {
      if (this.#clock.now() - this.#readAt <= maxStale) this.#scheduleExpiry();
      else {
        this.#isExpired = true;
        tell(this, 'expired', { error: this.#staleError(), since: this.#since });
      }
    });
  }

  #staleError(): ConfigError {
    const { maxStale } = this.#reading.times;
    const why = this.#failure instanceof Error ? this.#failure.message : 'no refresh has been answered';
    const reason = `the config of ${this.#since.toISOString()} is older than ${maxStale} ms (maxStale); ${why}`;
    return new ConfigError('STALE', reason, { cause: this.#failure });
  }
}

interface Running {
  readonly purpose: Purpose;
  readonly controller: AbortController;
  /** Never rejects. */
  readonly ended: Promise<unknown>;
}

function closed(): ConfigError {
  return new ConfigError('CLOSED', 'the watcher is closed');
}
