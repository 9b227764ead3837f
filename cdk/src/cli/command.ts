import type { Surroundings } from './surroundings.ts';

/** An option as the command line has it: `--name`. */
export interface Option {
  readonly type: 'string' | 'boolean' | 'number';
  readonly describe: string;
  /** The only values that it may have; default any. */
  readonly choices?: readonly string[];
  /** Whether it may be given more than once; default no. */
  readonly many?: boolean;
}

/** A word that a command needs: `NAME`. */
export interface Argument {
  /** As the help shows it. */
  readonly name: string;
  readonly describe: string;
  /** The only ones that it may be. */
  readonly choices: readonly string[];
}

/** What a command was given, by name; what has not been given is absent. */
export type Values = Readonly<Record<string, unknown>>;

export interface Invocation {
  readonly options: Values;
  /** The word that the command needs; absent where it takes none. */
  readonly argument?: string | undefined;
  /** Which stacks; empty where none were named, or where the command takes none. */
  readonly patterns: readonly string[];
  /** What stands after `--`, for `cdk`. */
  readonly rest: readonly string[];
}

/** A command, in one place: what it is called, what it takes, what its help says and what it does. */
export interface Command {
  readonly name: string;
  readonly describe: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Default none. */
  readonly argument?: Argument;
  /** Whether it takes patterns of stacks; default no. */
  readonly takesPatterns?: boolean;
  /** What none of them means; default `which; default all`. */
  readonly aboutPatterns?: string;
  /** Whether it takes what stands after `--`; default no. */
  readonly takesRest?: boolean;
  /** Lines below its help. */
  readonly details: readonly string[];
  /** Answers with the exit status; default 0. */
  readonly run: (invocation: Invocation, surroundings: Surroundings) => Promise<number | void>;
}

/** The value of an option of type `string`, where it was given. */
export function textOf(options: Values, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that may be given more than once. */
export function textsOf(options: Values, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}
