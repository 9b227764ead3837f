import { ConfigError, loadConfig } from '@kmscrypt/config';
import { DeliveryError } from './delivery-error.ts';
import type { Opened, Target } from './deliver/target.ts';
import type { Destination, DestinationConfig, Ports } from './destination.ts';
import { type AnyDestinationConfig, destinationOf } from './destinations/index.ts';

export interface OpenOptions {
  readonly ports: Omit<Ports, 'signal'>;
  /** Of AWS; see `loadConfig`. Default process.env. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** How long secrets are taken as they are, in milliseconds. */
const KEPT = 300_000;
/** Those that were opened such a short while ago have not been exchanged since; in milliseconds. */
const FRESH = 10_000;
/** How long opening them may take, in milliseconds. */
const DEADLINE = 15_000;
/** Of destinations that group and say nothing else; in milliseconds. */
const WINDOW = 60_000;

/** All destinations of a config, by name; tokens and references in them are opened when they are first needed. */
export function openDestinations(
  destinations: Readonly<Record<string, AnyDestinationConfig>>,
  options: OpenOptions,
): ReadonlyMap<string, Target> {
  const targets = Object.entries(destinations).map(([name, entry]) => {
    return [name, openDestination({ name, entry, kind: destinationOf(entry) }, options)] as const;
  });
  return new Map(targets);
}

/** An entry of `destinations` as it is written. */
export interface Entry<Config extends DestinationConfig> {
  readonly name: string;
  readonly entry: Config;
  readonly kind: Destination<Config>;
}

/** A destination that opens its own secrets and no others, so that one whose secret cannot be read stops itself alone. */
export function openDestination<Config extends DestinationConfig>(
  { name, entry, kind }: Entry<Config>,
  { ports, env = process.env }: OpenOptions,
): Target {
  const { clock } = ports;
  let kept: Kept<Config> | undefined;
  const load = async (signal: AbortSignal): Promise<Config> => {
    try {
      return await loadConfig(Object.fromEntries(Object.entries(entry)), {
        schema: kind.schema,
        env,
        signal,
        deadline: DEADLINE,
      });
    } catch (error) {
      const message = `the config of destination ${name} cannot be opened: ${problemsOf(error)}`;
      throw new DeliveryError('NOT_NOW', message, { cause: error });
    }
  };
  const open = async (signal: AbortSignal): Promise<Kept<Config>> => {
    const config = await load(signal);
    kept = { config, at: clock.now(), opened: sender({ name, config, kind }, ports) };
    return kept;
  };
  const ageOf = ({ at }: Kept<Config>): number => clock.now() - at;
  const { storm } = entry;
  return {
    rules: kind.rules(entry),
    window: typeof storm === 'object' ? storm.window * 1_000 : WINDOW,
    open: async (signal) => {
      const { opened } = kept !== undefined && ageOf(kept) <= KEPT ? kept : await open(signal);
      return opened;
    },
    reopen: async (signal) => {
      const before = kept;
      if (before !== undefined && ageOf(before) <= FRESH) return undefined;
      const { config, opened } = await open(signal);
      return JSON.stringify(config) === JSON.stringify(before?.config) ? undefined : opened;
    },
  };
}

interface Kept<Config> {
  readonly config: Config;
  readonly opened: Opened;
  /** When it was opened; in milliseconds since the epoch. */
  readonly at: number;
}

function sender<Config extends DestinationConfig>(
  { name, config, kind }: Omit<Entry<Config>, 'entry'> & { readonly config: Config },
  ports: OpenOptions['ports'],
): Opened {
  return { send: (job, signal) => kind.send({ ...job, name, config }, { ...ports, signal }) };
}

/** All of them, with their paths and without values. */
function problemsOf(error: unknown): string {
  if (!(error instanceof ConfigError))
    return `unexpected ${error instanceof Error ? error.name : typeof error}`;
  const problems = error.errors.length === 0 ? [error] : error.errors;
  return problems.map(({ message }) => message).join('; ');
}
