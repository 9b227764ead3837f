import type { RetryOptions } from '@kmscrypt/core';
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

// Clients, with what is in flight: all loads of a process share them.
const brokers = new WeakMap<Env, Map<string, Brokers>>();

/** The brokers of a way to reach AWS. Whoever asks for the same while it is in flight shares one call. */
export function brokersOf(options: ResolveOptions): Brokers {
  const { env = process.env, region, profile, roleArn, concurrency, context, localKey, resolvers } = options;
  // What the caller's own functions answer is not shared.
  if (localKey !== undefined || resolvers !== undefined) return createBrokers(options, env);
  const decisive = Object.entries(env).filter(([name]) => DECIDES.test(name));
  const name = JSON.stringify([region, profile, roleArn, concurrency, context, decisive]);
  const known = brokers.get(env) ?? new Map<string, Brokers>();
  brokers.set(env, known);
  const made = known.get(name) ?? createBrokers(options, env);
  // The newest stand last.
  known.delete(name);
  known.set(name, made);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return made;
}

function createBrokers(options: ResolveOptions, env: Env): Brokers {
  const { region, profile, roleArn, concurrency = CONCURRENCY, context, resolvers = {}, random } = options;
  const limit = pLimit(concurrency);
  const access = { env, profile, roleArn };
  const retryOptions = (): Omit<RetryOptions, 'signal'> => (random === undefined ? {} : { random });
  const calls = { bounded: <T>(call: () => Promise<T>): Promise<T> => limit(call), region, retryOptions };
  const ssm = once(async () => {
    const { createSsmClient } = await import('../aws/ssm.ts');
    return perRegion((ofRegion) => createSsmClient(access, ofRegion));
  });
  const nameOf = (key: object): string => JSON.stringify(Object.values(key));
  return {
    tokens: once(async () => {
      const [{ awsKms }, { tokensBroker }] = await Promise.all([
        import('@kmscrypt/core/aws-kms'),
        import('./tokens.ts'),
      ]);
      const { localKey = await localKeyOf(env) } = options;
      const kms = awsKms({ ...access, region, retry: retryOptions() });
      const broker = tokensBroker({ kms, localKey, context, region, concurrency });
      return shareInFlight(broker, { nameOf: (token) => token });
    }),
    secrets: once(async () => {
      const [{ createSecretsClient }, { secretsBroker }] = await Promise.all([
        import('../aws/secrets-manager.ts'),
        import('./secrets.ts'),
      ]);
      const clientOf = perRegion((ofRegion) => createSecretsClient(access, ofRegion));
      return shareInFlight(secretsBroker({ ...calls, clientOf }), { nameOf });
    }),
    parameters: once(async () => {
      const [clientOf, { parametersBroker }] = await Promise.all([ssm(), import('./parameters.ts')]);
      return shareInFlight(parametersBroker({ ...calls, clientOf }), { nameOf });
    }),
    trees: once(async () => {
      const [clientOf, { parameterTreesBroker }] = await Promise.all([ssm(), import('./parameter-trees.ts')]);
      return shareInFlight(parameterTreesBroker({ ...calls, clientOf }), { nameOf });
    }),
    custom: (scheme) => {
      const resolver = resolvers[scheme];
      if (resolver === undefined) throw new TypeError('references of schemes without a resolver are plain text');
      return shareInFlight(customBroker(scheme, resolver, calls.bounded), { nameOf: (rest) => rest });
    },
  };
}

/** The local key that the environment tells; read when a token needs it. */
async function localKeyOf(env: Env) {
  const { readLocalKey } = await import('@kmscrypt/core/local-key-file');
  return () => readLocalKey(env);
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

function perRegion<Client>(
  create: (region: string | undefined) => Promise<Client>,
): (region: string | undefined) => Promise<Client> {
  const clients = new Map<string | undefined, () => Promise<Client>>();
  return (region) => {
    const client = clients.get(region) ?? once(() => create(region));
    clients.set(region, client);
    return client();
  };
}
