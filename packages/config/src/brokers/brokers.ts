import type { Asking } from '../resolve.ts';
import type { ParameterKey, ParameterTree, ParameterTreeKey, SecretKey } from './broker.ts';
import type { OpenToken } from './tokens.ts';

/** All that values can be read from; each loads with the first value that needs it. */
export interface Brokers {
  readonly tokens: () => Promise<Asking<string, OpenToken>>;
  readonly secrets: () => Promise<Asking<SecretKey, string>>;
  readonly parameters: () => Promise<Asking<ParameterKey, string>>;
  readonly trees: () => Promise<Asking<ParameterTreeKey, ParameterTree>>;
  readonly custom: (scheme: string) => Asking<string, unknown>;
}
