import type { Option, OptionValues } from './option.ts';

/** What a command works with besides its arguments. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** A command line that was understood. */
export interface Invocation<Options extends Readonly<Record<string, Option>>> extends Surroundings {
  readonly options: OptionValues<Options>;
  /** The arguments that are not options, in their order; or the command line behind `--`. */
  readonly args: readonly string[];
}

/** An argument that is not an option. */
export interface Positional {
  readonly name: string;
  readonly describe: string;
  readonly choices?: readonly string[];
  /** Whether it has to be given; default no. */
  readonly required?: boolean;
  /** Whether it may be given again, which only the last one may; default no. */
  readonly many?: boolean;
}

/** One command: the table that everything else is made from. */
export interface Command<Options extends Readonly<Record<string, Option>>> {
  readonly summary: string;
  /** Help text below the summary. */
  readonly details: readonly string[];
  /** The arguments that are not options, in their order; absent where the command takes none. */
  readonly positionals?: readonly Positional[];
  /** Whether `--` and a command line have to follow, which reach it as they are; it then takes no positionals. Default no. */
  readonly takesCommand?: boolean;
  readonly options: Options;
  /** Command lines without the program's name, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /** Loads what runs it. */
  readonly load: () => Promise<Runner<Options>>;
}

export interface Runner<Options extends Readonly<Record<string, Option>>> {
  /**
   * Rejects with the command's failure.
   *
   * @returns the exit status, of a command that does not always end with 0
   */
  run(invocation: Invocation<Options>): Promise<number | void>;
}

/** A command whose own options do not matter to the reader of the table. */
export type AnyCommand = Command<Readonly<Record<string, Option>>>;
