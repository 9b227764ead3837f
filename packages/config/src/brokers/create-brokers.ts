import { createPace, type RetryOptions } from '@kmscrypt/core/retry';
import type { LocalKey } from '@kmscrypt/core';
import pLimit from 'p-limit';
import type { ResolveOptions } from '../options.ts';
import type { Brokers } from './brokers.ts';
import { customBroker } from './custom.ts';
import { shareInFlight } from './in-flight.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** How many are kept: a process has one or two ways to reach AWS, unless its environment changes while it runs. */
const KEPT = 8;
const CONCURRENCY = 32;
/** What of the environment the clients are made by. */
const DECIDES = /^(?:AWS_|KMSCRYPT_|HOME$|XDG_CONFIG_HOME$|https?_proxy$|no_proxy$)/iu;

// Clients, with what is in flight: all loads of a process share them. What the caller's own functions answer is shared by the
// loads with these very options alone.
const brokers = new WeakMap<object, Map<string, Brokers>>();

/** The brokers of a way to reach AWS. Whoever asks for the same while it is in flight shares one call. */
export function brokersOf(options: ResolveOptions): Brokers {
  const { env = process.env, region, profile, roleArn, concurrency, context } = options;
  const own = options.localKey ?? options.resolvers ?? options.random;
  const sharers = own === undefined ? env : options;
  const decisive = Object.entries(env).filter(([name]) => DECIDES.test(name));
  const name = JSON.stringify([region, profile, roleArn, concurrency, context, decisive]);
  const known = brokers.get(sharers) ?? new Map<string, Brokers>();
  brokers.set(sharers, known);
  const made = known.get(name) ?? createBrokers(options, env);
  // The newest stand last.
  known.delete(name);
  known.set(name, made);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return made;
}

function createBrokers(options: ResolveOptions, env: Env): Brokers {
  const { profile, roleArn, concurrency = CONCURRENCY, context, resolvers = {}, random } = options;
  // The SDK knows the first of them alone, and of process.env only.
  const region = options.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined);
  const limit = pLimit(concurrency);
  const bounded = <T>(call: () => Promise<T>): Promise<T> => limit(call);
  // Who waits for a run holds a timer: a refresh in the background must not keep the process alive.
  const unref = true;
  const access = { env, profile, roleArn, unref };
  const retryOptions = (): Omit<RetryOptions, 'signal'> => {
    return { pace: createPace({ random, unref }), unref, ...(random === undefined ? {} : { random }) };
  };
  const ssm = once(async () => {
    const { createSsmClient } = await import('../aws/ssm.ts');
    const clients = kept((ofRegion: string | undefined) => once(() => createSsmClient(access, ofRegion)));
    // Parameters and subtrees are one service: they slow down together.
    return { region, bounded, retryOptions: kept(retryOptions), clientOf: ofClients(clients) };
  });
  return {
    tokens: once(async () => {
      const [{ awsKms }, { tokensBroker }] = await Promise.all([
        import('@kmscrypt/core/aws-kms'),
        import('./tokens.ts'),
      ]);
      const { localKey = () => localKeyOf(env) } = options;
      const kms = awsKms({ ...access, region, retry: retryOptions });
      const broker = tokensBroker({ kms, localKey, context, region, concurrency });
      return shareInFlight(broker, { nameOf: (token) => token });
    }),
    secrets: once(async () => {
      const [{ createSecretsClient }, { secretsBroker }] = await Promise.all([
        import('../aws/secrets-manager.ts'),
        import('./secrets.ts'),
      ]);
      const clients = kept((ofRegion: string | undefined) =>
        once(() => createSecretsClient(access, ofRegion)),
      );
      const broker = secretsBroker({ region, bounded, retryOptions, clientOf: ofClients(clients) });
      return shareInFlight(broker, { nameOf });
    }),
    parameters: once(async () => {
      const [reaching, { parametersBroker }] = await Promise.all([ssm(), import('./parameters.ts')]);
      return shareInFlight(parametersBroker(reaching), { nameOf });
    }),
    trees: once(async () => {
      const [reaching, { parameterTreesBroker }] = await Promise.all([ssm(), import('./parameter-trees.ts')]);
      return shareInFlight(parameterTreesBroker(reaching), { nameOf });
    }),
    custom: kept((scheme) => {
      const resolver = resolvers[scheme];
      if (resolver === undefined) {
        throw new TypeError('references of schemes without a resolver are plain text');
      }
      return shareInFlight(customBroker({ scheme, resolver, bounded }), { nameOf: (rest) => rest });
    }),
  };
}

function nameOf(key: object): string {
  return JSON.stringify(Object.values(key));
}

/** The local key that the environment tells. */
async function localKeyOf(env: Env): Promise<LocalKey> {
  const { readLocalKey } = await import('@kmscrypt/core/local-key-file');
  return readLocalKey(env);
}

/** Made with the first call; what could not be made is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    if (made === undefined) {
      made = make();
      made.catch(() => {
        made = undefined;
      });
    }
    return made;
  };
}

/** Made once a key. */
function kept<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>();
  return (key) => {
    const value = values.get(key) ?? make(key);
    values.set(key, value);
    return value;
  };
}

function ofClients<Key, Client>(clients: (key: Key) => () => Promise<Client>): (key: Key) => Promise<Client> {
  return (key) => clients(key)();
}
