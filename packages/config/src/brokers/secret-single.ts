import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import type { Answer } from '../answer.ts';
import { ConfigError } from '../error.ts';
import { answerOf, type Asked } from './aws-answer.ts';
import type { RegionCalls, Service } from './aws-calls.ts';
import type { SecretKey } from './broker.ts';
import type { Answers } from './by-region.ts';
import type { SecretsClient, SecretValue } from './secrets-client.ts';

/** Secrets Manager API reference, GetSecretValue and BatchGetSecretValue: their errors. */
export const SECRETS_MANAGER: Service = {
  service: 'Secrets Manager',
  codes: new Map<string, KmscryptErrorCode>([
    ['ResourceNotFoundException', 'SECRET_NOT_FOUND'],
    // A name that no secret can have.
    ['InvalidParameterException', 'SECRET_NOT_FOUND'],
    ['ValidationException', 'SECRET_NOT_FOUND'],
    // Deleted, or without what a rotation needs.
    ['InvalidRequestException', 'SECRET_UNUSABLE'],
    ['DecryptionFailure', 'SECRET_UNUSABLE'],
    ['InternalServiceError', 'AWS_FAILED'],
  ]),
};

export type SecretsCalls = RegionCalls<SecretsClient>;

/** Reads secrets one a call, all at once. */
export async function readSingly(
  keys: readonly SecretKey[],
  calls: SecretsCalls,
): Promise<Answers<SecretKey, string>> {
  const answers = keys.map(async (key) => [key, await readSecret(key, calls)] as const);
  return new Map(await Promise.all(answers));
}

function readSecret(key: SecretKey, calls: SecretsCalls): Promise<Answer<string>> {
  const { id, stage } = key;
  const asked = askedOf(key, calls);
  return answerOf(asked, async () => {
    const secret = await calls.call('GetSecretValue', asked.name, (client, signal) =>
      client.get(id, { stage, signal }),
    );
    return answerOfValue(secret, asked);
  });
}

/** What a secret gives: its text, or why there is none. */
export function answerOfValue({ text, isBinary }: SecretValue, { name, region }: Asked): Answer<string> {
  if (text !== undefined) return { ok: true, value: text };
  const place = region === undefined ? '' : ` in ${region}`;
  const error = isBinary
    ? new ConfigError('SECRET_NOT_TEXT', `the secret ${name}${place} is binary (SecretBinary), not text`)
    : new KmscryptError('AWS_FAILED', `Secrets Manager answered without the value of ${name}${place}`);
  return { ok: false, error };
}

export function askedOf({ id, stage }: SecretKey, { region }: SecretsCalls): Asked {
  const name = stage === undefined ? id : `${id}@${stage}`;
  return { service: 'Secrets Manager', kind: 'secret', name, region };
}
