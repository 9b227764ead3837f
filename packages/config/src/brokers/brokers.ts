import type { Answer } from '../answer.ts';
import type { ParameterKey, ParameterTree, ParameterTreeKey, SecretKey } from './broker.ts';
import type { OpenToken } from './tokens.ts';

/** A broker whose reads in flight are shared by all who want the same. */
export interface Asking<Key, Value> {
  readonly ask: (keys: readonly Key[], signal: AbortSignal) => Promise<readonly Answer<Value>[]>;
}

/** All that values can be read from; each loads with the first value that needs it. */
export interface Brokers {
  readonly tokens: () => Promise<Asking<string, OpenToken>>;
  readonly secrets: () => Promise<Asking<SecretKey, string>>;
  readonly parameters: () => Promise<Asking<ParameterKey, string>>;
  readonly trees: () => Promise<Asking<ParameterTreeKey, ParameterTree>>;
  readonly custom: (scheme: string) => Asking<string, unknown>;
}
