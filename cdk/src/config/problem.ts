import { formatPath, type Path } from './path.ts';
import type { ConfigSource } from './source.ts';

/** Every `code` that a problem of a config can have. */
export type ConfigProblemCode =
  // the file
  | 'CONFIG_MISSING'
  | 'CONFIG_AMBIGUOUS'
  | 'CONFIG_UNREADABLE'
  | 'FORMAT_UNKNOWN'
  | 'NODE_TOO_OLD'
  | 'MODULE_FAILED'
  | 'EXPORT_MISSING'
  | 'JSON_INVALID'
  | 'YAML_INVALID'
  | 'TAB_INDENT'
  | 'MERGE_KEY'
  | 'KEY_DUPLICATE'
  // the shape
  | 'KEY_UNKNOWN'
  | 'VALUE_MISSING'
  | 'VALUE_INVALID'
  | 'TYPE_WRONG'
  | 'NUMBER_UNQUOTED'
  | 'NUMBER_OUT_OF_RANGE'
  | 'LIST_LENGTH'
  | 'CHOICE_UNKNOWN'
  | 'RETENTION_INVALID'
  // addresses
  | 'CIDR_INVALID'
  | 'CIDR_PUBLIC'
  | 'CIDR_SIZE'
  | 'CIDR_OVERLAP'
  | 'OPEN_TO_WORLD'
  // names
  | 'NAME_RESERVED'
  | 'NAME_TAKEN'
  | 'STACK_NAME_TAKEN'
  | 'ACCOUNT_INVALID'
  // domains
  | 'DOMAIN_MISSING'
  | 'DOMAIN_TAKEN'
  | 'DOMAIN_OUTSIDE'
  | 'DOMAIN_TOO_DEEP'
  | 'DOMAIN_RESERVED'
  | 'DOMAIN_SHADOWED'
  // regions and zones
  | 'REGION_UNKNOWN'
  | 'REGION_UNSUPPORTED'
  | 'ZONE_UNKNOWN'
  | 'ZONE_TWICE'
  | 'ZONES_TOO_MANY'
  | 'ZONES_TOO_FEW'
  // production
  | 'PRODUCTION_UNSAFE'
  | 'PRODUCTION_ORDER'
  // keys, roles of hosts, users and tags
  | 'PRINCIPAL_INVALID'
  | 'PRINCIPAL_FOREIGN'
  | 'PRINCIPAL_TWICE'
  | 'PASSWORD_POLICY_WEAK'
  | 'SESSION_TOO_LONG'
  | 'TAG_RESERVED'
  | 'TAG_INVALID'
  // what Lambdas are given
  | 'FANOUT_RESERVED'
  | 'FANOUT_INVALID'
  | 'SECRET_IN_PLAINTEXT'
  | 'INVALIDATION_INVALID'
  | 'SSH_KEYS_INVALID'
  | 'UPDATES_INVALID'
  // what has its place in the config, but is not there yet
  | 'NOT_BUILT';

/** One thing that is wrong with a config. */
export interface ConfigProblem {
  /** Stable, for programs. */
  readonly code: ConfigProblemCode;
  /** Such as `environments[1].vpc.cidr`; empty where it is about the whole. */
  readonly path: string;
  /** For people; one line in lower case. */
  readonly message: string;
  /** What to do; one line in lower case. */
  readonly cure?: string | undefined;
  /** The config's file, as the caller called it. */
  readonly file?: string | undefined;
  /** From 1; of YAML and JSON. */
  readonly line?: number | undefined;
  /** From 1; of YAML and JSON. */
  readonly column?: number | undefined;
}

/** A problem as a check tells it, before it is known where in a file it stands. */
export interface Finding {
  readonly code: ConfigProblemCode;
  readonly path: Path;
  readonly message: string;
  readonly cure?: string | undefined;
  /** Whether the key is wrong rather than its value. Default no. */
  readonly isOfKey?: boolean | undefined;
}

/** Finds where a finding stands. */
export function locate({ isOfKey = false, path, ...rest }: Finding, source: ConfigSource): ConfigProblem {
  const position = isOfKey ? source.keyPosition(path) : source.position(path);
  return { ...rest, path: formatPath(path), file: source.file, ...position };
}

/** A problem in one line: `FILE:LINE:COLUMN: PATH: MESSAGE; CURE`. */
export function formatProblem({ file, line, column, path, message, cure }: ConfigProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const where = [place, path].filter((part) => part !== '').map((part) => `${part}: `);
  return [...where, message, cure === undefined ? '' : `; ${cure}`].join('');
}
