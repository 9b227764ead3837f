import type { Answer } from '../answer.ts';
import { ConfigError } from '../error.ts';
import type { Resolver } from '../options.ts';
import type { Broker } from './broker.ts';

/** References of one scheme, read by the caller's own resolver, within the bound of all calls. */
export function customBroker(
  scheme: string,
  { resolve }: Resolver,
  bounded: <T>(call: () => Promise<T>) => Promise<T>,
): Broker<string, unknown> {
  const read = async (reference: string, signal: AbortSignal): Promise<Answer<unknown>> => {
    try {
      const value: unknown = await bounded(async () => resolve(reference, { signal }));
      if (value !== undefined) return { ok: true, value };
      const reason = `the resolver of ${scheme} has no value for it`;
      return { ok: false, error: new ConfigError('SECRET_NOT_FOUND', reason) };
    } catch (error) {
      if (signal.aborted) return { ok: false, error: new ConfigError('ABORTED', 'the run was ended') };
      // The cause is not kept: what it holds is not known.
      const reason = error instanceof Error ? error.message : `a ${typeof error} was thrown`;
      const problem = `the resolver of ${scheme} failed: ${reason.replace(/\s+/gu, ' ')}`;
      return { ok: false, error: new ConfigError('RESOLVER_FAILED', problem) };
    }
  };
  return { read: (references, signal) => Promise.all(references.map((each) => read(each, signal))) };
}
