import type { AwsCalls } from '../../src/aws/calls.ts';

/** The same calls, before each of which something happens: it may fail, and the call is not made then. */
export function beforeCalls(calls: AwsCalls, before: () => Promise<void>): AwsCalls {
  const hindered = Object.entries(calls).map(
    ([name, call]: [string, (input: never, signal: AbortSignal) => Promise<unknown>]) => [
      name,
      async (input: never, signal: AbortSignal) => {
        await before();
        return call(input, signal);
      },
    ],
  );
  return Object.fromEntries(hindered) as AwsCalls;
}
