import type { OperatorOption } from '../operator.ts';

export interface CommandSpec {
  readonly name: string;
  readonly describe: string;
  /** Arguments that are not options; each has to be given. Default none. */
  readonly positionals?: readonly { readonly name: string; readonly describe: string }[];
  readonly options: Readonly<Record<string, OperatorOption>>;
  /** Lines below the help. Default none. */
  readonly details?: readonly string[];
}

/** Commands that follow one program's name. */
export interface CommandSet {
  readonly program: string;
  /** Lines above the help. */
  readonly usage: readonly string[];
  readonly commands: readonly CommandSpec[];
  /** Lines below the help. */
  readonly epilogue: readonly string[];
}
