import type { StandardSchemaV1 } from '@standard-schema/spec';

export { hostScriptCommand, type HostPart } from './operator/host-script.ts';
export { CONFIG_OPTION, configIn, JSON_OPTION, jsonText } from './operator/options.ts';
export { packageFolder } from './operator/package-folder.ts';
export { regionOf } from './operator/region.ts';
export { section, sectionsText, SHOWN } from './operator/shown.ts';
export { toStderr } from './operator/stderr.ts';

/** A value that the operator may give on the command line. */
export interface OperatorOption {
  readonly type: 'string' | 'number' | 'boolean';
  /** A line for the help. */
  readonly describe: string;
  /** Whether it has to be given; default no. */
  readonly required?: boolean;
  /** Whether it may be given again; it is then a list. Default no. */
  readonly many?: boolean;
  readonly default?: string | number | boolean;
}

/** What an operator's command works with. */
export interface OperatorRun {
  /** As given; what has neither been given nor a default is undefined. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file as text; `-` is stdin. Throws LambdaError `EVENT_UNREADABLE`. */
  readonly read: (path: string) => Promise<string>;
  /** To stdout. */
  readonly print: (text: string) => void;
}

/** One thing that an operator may ask a Lambda: `kmscrypt-lambda NAME COMMAND`. */
export interface OperatorCommand {
  readonly name: string;
  readonly describe: string;
  /** Arguments that are not options; each has to be given, and stands among the options by its name. Default none. */
  readonly positionals?: readonly { readonly name: string; readonly describe: string }[];
  readonly options: Readonly<Record<string, OperatorOption>>;
  /** Rejects with the command's failure. */
  readonly run: (run: OperatorRun) => Promise<void>;
}

/** What `src/operator.ts` of a Lambda exports as `operator`. */
export interface Operator<Schema extends StandardSchemaV1 = StandardSchemaV1> {
  readonly commands: readonly OperatorCommand[];
  /** Of the Lambda's config: what `kmscrypt-lambda NAME config` and the deployment check it with. */
  readonly configSchema: Schema;
  /** Paths of secrets in it, which `config` does not show even where they stand in plaintext; `*` stands for any step. Default none. */
  readonly secretPaths?: readonly string[] | undefined;
  /** What `config` shows of the checked config, such as defaults that the schema does not fill in. Default all of it as it is. */
  shown?(config: StandardSchemaV1.InferOutput<Schema>): unknown;
}
