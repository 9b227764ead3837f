import type { Answer } from '../answer.ts';
import { abortedRun, ConfigError } from '../error.ts';
import type { Resolver } from '../options.ts';
import { isPlain } from '../tree/tree-of.ts';
import type { Broker } from './broker.ts';

/** A resolver of the caller's, and how its calls are bounded. */
export interface CustomBrokerOptions {
  readonly scheme: string;
  readonly resolver: Resolver;
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
}

/** References of one scheme, read by the caller's own resolver, within the bound of all calls. */
export function customBroker({ scheme, resolver, bounded }: CustomBrokerOptions): Broker<string, unknown> {
  const read = async (reference: string, signal: AbortSignal): Promise<Answer<unknown>> => {
    try {
      // A resolver that does not listen to the signal must not hold its place in the bound for good.
      const value = await bounded(() =>
        Promise.race([Promise.resolve(resolver.resolve(reference, { signal })), ended(signal)]),
      );
      if (value === undefined) {
        const reason = `the resolver of ${scheme} has no value for ${scheme}::${reference}`;
        return { ok: false, error: new ConfigError('SECRET_NOT_FOUND', reason) };
      }
      const foreign = foreignIn(value);
      if (foreign === undefined) return { ok: true, value };
      const reason = `the resolver of ${scheme} answered with ${foreign}; text, or what JSON can hold, is wanted`;
      return { ok: false, error: new ConfigError('RESOLVER_FAILED', reason) };
    } catch (error) {
      if (signal.aborted) return { ok: false, error: abortedRun() };
      // The cause is not kept: what it holds is not known.
      const reason = messageOf(error);
      const problem = `the resolver of ${scheme} failed: ${reason.replace(/\s+/gu, ' ')}`;
      return { ok: false, error: new ConfigError('RESOLVER_FAILED', problem) };
    }
  };
  return { read: (references, signal) => Promise.all(references.map((each) => read(each, signal))) };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(abortedRun());
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : `a ${typeof error} was thrown`;
  } catch {
    return 'its error cannot be read';
  }
}

const TEXTUAL: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'boolean', 'undefined']);

/** What in a value is neither text nor what JSON can hold, such as `a Buffer`: its secrets could not be told from others. */
function foreignIn(value: unknown, above: readonly unknown[] = []): string | undefined {
  if (value === null || TEXTUAL.has(typeof value)) return undefined;
  if (typeof value !== 'object') return `a ${typeof value}`;
  const { name } = value.constructor ?? Object;
  if (!Array.isArray(value) && !isPlain(value)) return `a ${name}`;
  // Circles and depth are found where the value becomes a part of the config.
  if (above.includes(value) || above.length > 300) return undefined;
  for (const child of Object.values(value)) {
    const foreign = foreignIn(child, [...above, value]);
    if (foreign !== undefined) return foreign;
  }
  return undefined;
}
