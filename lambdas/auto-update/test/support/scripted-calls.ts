import type { AwsCalls } from '../../src/aws/calls.ts';

export interface ScriptedCalls {
  readonly calls: AwsCalls;
  /** Names and inputs, in order. */
  readonly made: readonly { readonly name: string; readonly input: unknown }[];
  /** Inputs of one call. */
  readonly inputsOf: <Name extends keyof AwsCalls>(name: Name) => readonly Parameters<AwsCalls[Name]>[0][];
}

/** The calls that a test answers itself; any other fails. */
export function scriptedCalls(script: Partial<AwsCalls>): ScriptedCalls {
  const made: { readonly name: string; readonly input: unknown }[] = [];
  const calls = new Proxy(script, {
    get: (target, name: keyof AwsCalls) => async (input: unknown, signal: AbortSignal) => {
      made.push({ name, input });
      const call = target[name] as ((...given: readonly unknown[]) => Promise<unknown>) | undefined;
      if (call === undefined) throw new Error(`${name} is not scripted`);
      return call(input, signal);
    },
  }) as AwsCalls;
  return {
    calls,
    made,
    inputsOf: (name) =>
      made
        .filter((each) => each.name === name)
        .map(({ input }) => input as Parameters<AwsCalls[typeof name]>[0]),
  };
}

/** An error as the SDK has it. */
export function refusedAs(name: string, message = name, status = 400): Error {
  return Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: status },
  });
}

/** What a list of pages answers: the page that a token of ours names. */
export function pageAt<Page>(
  pages: readonly Page[],
  token: string | undefined,
): { page: Page; next: string | undefined } {
  const at = token === undefined ? 0 : Number(token.replace('page-', ''));
  const page = pages[at];
  if (page === undefined) throw refusedAs('InvalidNextToken');
  return { page, next: at + 1 < pages.length ? `page-${at + 1}` : undefined };
}

export const ALWAYS: AbortSignal = new AbortController().signal;
