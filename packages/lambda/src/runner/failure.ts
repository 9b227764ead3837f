import { type ExitCode, isExitCode } from './exit-status.ts';

/** What is left of an error where it cannot be passed on itself, such as between processes. */
export interface Failure {
  /** The name of its class. */
  readonly name: string;
  readonly message: string;
  /** Where it is one of ours. */
  readonly code?: ExitCode | undefined;
  readonly hints: readonly string[];
}

/** By its properties, not its class: a bundle has its own copy of that. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error))
    return { name: 'Error', message: `a ${typeof thrown} was thrown`, hints: [] };
  const { name, message } = thrown;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  const hints: unknown = 'hints' in thrown ? thrown.hints : undefined;
  return {
    name,
    message,
    code: isExitCode(code) ? code : undefined,
    hints: Array.isArray(hints) ? hints.map(String) : [],
  };
}
