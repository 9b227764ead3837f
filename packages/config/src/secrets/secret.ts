import type { InspectOptionsStylized } from 'node:util';

/** `inspect.custom` of node:util, by its name: an import would load all that the module exports, 2 ms. */
const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/**
 * A secret that shows itself to nobody who does not ask: `[redacted]` in util.inspect and console.log, in JSON, in template
 * strings and sums; nothing at all in structuredClone, postMessage and Object.entries.
 *
 * Two of them are equal to assert.deepEqual and the like, whatever they hold: compare what `reveal()` returns.
 *
 * @example
 * const pool = connect({ password: config.db.password.reveal() });
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
    Object.freeze(this);
  }

  /** The secret itself. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  /** Not the object, so that `secret + ''` and `secret > 1` have nothing else to ask for. */
  valueOf(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  static {
    Object.defineProperty(this.prototype, INSPECT, {
      value: (_depth: number, options: InspectOptionsStylized) => options.stylize(REDACTED, 'special'),
    });
  }

  /** By its private field, as no look-alike has it. */
  static is(value: unknown): value is Secret<unknown> {
    return typeof value === 'object' && value !== null && #value in value;
  }
}

/** Whether a value is a {@link Secret}. */
export function isSecret(value: unknown): value is Secret<unknown> {
  return Secret.is(value);
}

/** What a {@link Secret} holds; anything else as it is. */
export function reveal<T>(value: Secret<T> | T): T {
  return isSecret(value) ? value.reveal() : value;
}
