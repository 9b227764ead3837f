import { LOCAL_KEY_ID } from '@kmscrypt/core/local-key-id';
import { keyOf } from './key-of.ts';
import type { NewRules } from './rules-text.ts';

/**
 * What to do with a new `.kmscrypt.yaml`.
 *
 * @param asked the keys that the user gave, rather than were found.
 */
export function nextSteps(
  { keyIds, proposals, schema }: NewRules,
  asked: readonly string[],
): readonly string[] {
  const guessed = proposals
    .flatMap(({ environment }) => (environment === undefined ? [] : [keyOf(environment, keyIds)]))
    .filter(({ keyId, isSet }) => isSet && keyId !== LOCAL_KEY_ID && !keyIds.includes(keyId))
    .map(({ keyId }) => keyId);
  return [
    ...keyStep(keyIds, asked),
    ...(guessed.length === 0
      ? []
      : [`the keys ${guessed.join(', ')} are guesses: put the names of yours there`]),
    proposals.length === 0
      ? 'no config files of an environment were found: write rules as the example in it shows'
      : 'kmscrypt scan lists what is to become tokens, kmscrypt encrypt --in-place FILE makes them',
    ...(schema === undefined ? ['kmscrypt init --schema prints the JSON Schema, for an editor'] : []),
  ];
}

function keyStep(keyIds: readonly string[], asked: readonly string[]): readonly string[] {
  if (asked.length > 0) return [];
  return keyIds.length === 0
    ? [
        'there is no default key: put one there, or set KMSCRYPT_KEY_ID, or make the local key: kmscrypt keygen',
      ]
    : [
        'the default key is the local key of this machine: put a key of KMS there to share tokens with others',
      ];
}
