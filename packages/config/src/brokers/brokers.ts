import type { ParameterKey, ParameterTree, ParameterTreeKey, SecretKey } from './broker.ts';
import type { InFlight } from './in-flight.ts';
import type { OpenToken } from './tokens.ts';

/** All that values can be read from; each loads with the first value that needs it. */
export interface Brokers {
  readonly tokens: () => Promise<InFlight<string, OpenToken>>;
  readonly secrets: () => Promise<InFlight<SecretKey, string>>;
  readonly parameters: () => Promise<InFlight<ParameterKey, string>>;
  readonly trees: () => Promise<InFlight<ParameterTreeKey, ParameterTree>>;
  readonly custom: (scheme: string) => InFlight<string, unknown>;
}
