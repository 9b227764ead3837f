import { type AwsBrokerOptions, awsCalls } from './aws-calls.ts';
import type { Broker, SecretKey } from './broker.ts';
import { type Answers, joined, readByRegion } from './by-region.ts';
import { inChunks } from './in-chunks.ts';
import { readBatch } from './secret-batch.ts';
import { readSingly, SECRETS_MANAGER, type SecretsCalls } from './secret-single.ts';
import type { SecretsClient } from './secrets-client.ts';

/** What BatchGetSecretValue takes at most. */
const BATCH = 20;

/**
 * Secrets of AWS Secrets Manager: 20 a call, several calls at once. Singly read are those with a stage, the only one of a
 * call, those that a batch leaves out, and all of a region where BatchGetSecretValue is denied; that is remembered.
 */
export function secretsBroker(options: AwsBrokerOptions<SecretsClient>): Broker<SecretKey, string> {
  const callsOf = awsCalls(SECRETS_MANAGER, options);
  const withoutBatches = new Set<string | undefined>();
  return {
    read: (keys, signal) =>
      readByRegion(keys, options.region, (ofRegion, region) => {
        const calls = callsOf(region, signal);
        return withoutBatches.has(region)
          ? readSingly(ofRegion, calls)
          : readRegion(ofRegion, calls, () => void withoutBatches.add(region));
      }),
  };
}

async function readRegion(
  keys: readonly SecretKey[],
  calls: SecretsCalls,
  onDenied: () => void,
): Promise<Answers<SecretKey, string>> {
  const batched = new Map<string, SecretKey>();
  const single: SecretKey[] = [];
  for (const key of keys) {
    if (isCurrent(key) && !batched.has(key.id)) batched.set(key.id, key);
    else single.push(key);
  }
  const batches = inChunks([...batched.values()], BATCH).map((batch) =>
    batch.length === 1 ? readSingly(batch, calls) : readBatch(batch, calls, onDenied),
  );
  return joined(await Promise.all([readSingly(single, calls), ...batches]));
}

function isCurrent({ stage }: SecretKey): boolean {
  return stage === undefined || stage === 'AWSCURRENT';
}
