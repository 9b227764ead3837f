import { KmscryptError } from '@kmscrypt/core/error';
import type { Answer } from '../answer.ts';
import { type Asked, failed } from './aws-answer.ts';
import { type AwsBrokerOptions, awsCalls, mayConcernOne, type RegionCalls } from './aws-calls.ts';
import type { Broker, ParameterKey } from './broker.ts';
import { type Answers, joined, readByRegion } from './by-region.ts';
import { parameterBatches } from './parameter-batches.ts';
import { SSM } from './parameter-service.ts';
import type { FoundParameters, ParametersClient } from './parameters-client.ts';

/**
 * Parameters of SSM: 10 a call, several calls at once. One name that is denied or has no such version fails the whole call;
 * its parameters are then read singly, by the same action, to find which.
 */
export function parametersBroker(options: AwsBrokerOptions<ParametersClient>): Broker<ParameterKey, string> {
  const callsOf = awsCalls(SSM, options);
  return {
    read: (keys, signal) =>
      readByRegion(keys, options.region, async (ofRegion, region) => {
        const calls = callsOf(region, signal);
        const batches = parameterBatches(ofRegion).map((batch) => readBatch(batch, calls));
        return joined(await Promise.all(batches));
      }),
  };
}

type Calls = RegionCalls<ParametersClient>;

async function readBatch(
  keys: readonly ParameterKey[],
  calls: Calls,
): Promise<Answers<ParameterKey, string>> {
  try {
    const names = keys.map(nameOf);
    const single = names.length === 1 ? names[0] : undefined;
    const found = await calls.call('GetParameters', single, (client, signal) =>
      client.get(names, { signal }),
    );
    return await answersOf(keys, found, calls);
  } catch (failure) {
    if (keys.length > 1 && failure instanceof KmscryptError && mayConcernOne(failure)) {
      return readSingly(keys, calls);
    }
    return new Map(keys.map((key) => [key, failed(failure, askedOf(key, calls))]));
  }
}

async function readSingly(
  keys: readonly ParameterKey[],
  calls: Calls,
): Promise<Answers<ParameterKey, string>> {
  return joined(await Promise.all(keys.map((key) => readBatch([key], calls))));
}

async function answersOf(
  keys: readonly ParameterKey[],
  found: FoundParameters,
  calls: Calls,
): Promise<Answers<ParameterKey, string>> {
  const isSingle = keys.length === 1;
  const answers = new Map<ParameterKey, Answer<string>>();
  for (const key of keys) {
    // What is asked for alone is what is answered, whatever form of the name that has.
    const parameter = isSingle
      ? found.parameters[0]
      : found.parameters.find(({ name, arn }) => [name, arn].includes(key.name));
    const isInvalid = isSingle ? found.invalid.length > 0 : found.invalid.includes(nameOf(key));
    if (parameter?.value !== undefined) answers.set(key, { ok: true, value: parameter.value });
    else if (isInvalid) answers.set(key, failed(notFound(), askedOf(key, calls)));
    else if (isSingle) answers.set(key, failed(withoutValue(askedOf(key, calls)), askedOf(key, calls)));
  }
  return joined([
    answers,
    await readSingly(
      keys.filter((key) => !answers.has(key)),
      calls,
    ),
  ]);
}

function notFound(): KmscryptError {
  return new KmscryptError('SECRET_NOT_FOUND', 'there is no such parameter');
}

function withoutValue({ name }: Asked): KmscryptError {
  return new KmscryptError('AWS_FAILED', `SSM answered without the value of ${name}`);
}

/** As SSM reads it. */
function nameOf({ name, selector }: ParameterKey): string {
  return selector === undefined ? name : `${name}:${selector}`;
}

function askedOf(key: ParameterKey, { region }: Calls): Asked {
  return { service: 'SSM', kind: 'parameter', name: nameOf(key), region };
}
