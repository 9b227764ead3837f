/** One option of a command, as help, completion, strictness and the parser all read it. */
export interface Option {
  /** `value` takes one value, `values` may be given again, `flag` takes none. */
  readonly type: 'value' | 'values' | 'flag';
  readonly describe: string;
  readonly choices?: readonly string[];
}

/** The values of parsed options, by name. What was not given is absent; a flag is then false. */
export type OptionValues<Options extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Options as Options[Name]['type'] extends 'flag' ? Name : never]: boolean;
} & {
  readonly [
    Name in keyof Options as Options[Name]['type'] extends 'values' ? Name : never
  ]: readonly string[];
} & {
  readonly [Name in keyof Options as Options[Name]['type'] extends 'value' ? Name : never]?: string;
};
