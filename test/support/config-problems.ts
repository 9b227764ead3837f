import { ConfigError } from '@kmscrypt/config';
import { inspect } from 'node:util';
import { expect } from 'vitest';
import { tracesIn } from './canary.ts';

/**
 * What a load that fails tells, a line a problem: `CODE source:line path`, without what is not known. No canary may be in
 * anything of the error.
 */
export async function problemsOf(loading: Promise<unknown>): Promise<readonly string[]> {
  const error = await errorOf(loading);
  return (error.errors.length === 0 ? [error] : error.errors).map(({ code, source, path, position }) =>
    [code, [source, position?.line].filter((each) => each !== undefined).join(':'), path]
      .filter(Boolean)
      .join(' '),
  );
}

/** The error that a load fails with. */
export async function errorOf(loading: Promise<unknown>): Promise<ConfigError> {
  const error: unknown = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw new TypeError(`not a ConfigError: ${inspect(error)}`);
  expect(tracesIn(everythingOf(error))).toEqual([]);
  return error;
}

/** All that an error shows to whoever prints it in any way. */
export function everythingOf(error: Error): string {
  return [
    error.message,
    error.stack,
    String(error),
    inspect(error, { depth: Infinity, showHidden: true }),
    inspect(error, { depth: Infinity, showHidden: true, getters: true, compact: false }),
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    ...causesOf(error).map(
      (cause) => `${String(cause)} ${inspect(cause, { depth: Infinity, showHidden: true })}`,
    ),
  ].join('\n');
}

function causesOf(error: Error): readonly unknown[] {
  const found = new Set<unknown>();
  const visit = (each: unknown): void => {
    if (!(each instanceof Error) || found.has(each)) return;
    found.add(each);
    visit(each.cause);
    if ('errors' in each && Array.isArray(each.errors)) each.errors.forEach(visit);
  };
  visit(error);
  return [...found];
}
