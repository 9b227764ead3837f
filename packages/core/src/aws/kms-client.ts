import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import { KmscryptError } from '../error.ts';
import type { EncryptionContext, KmsRequest, KmsWithReEncrypt } from '../kms.ts';
import { type AwsAccess, clientConfig } from './client-config.ts';

/** KMS of one region through the SDK's client, in the shape of our port, but with the SDK's errors. */
export async function createKmsClient(
  access: AwsAccess,
  region: string | undefined,
): Promise<KmsWithReEncrypt> {
  const config = await clientConfig(access, region);
  // One attempt: retries are ours, with one jitter and one bound for all ports.
  const client = new KMSClient({ ...config, ...(region === undefined ? {} : { region }), maxAttempts: 1 });
  return {
    encrypt: async ({ keyId, plaintext, ...request }) => {
      const command = new EncryptCommand({ KeyId: keyId, Plaintext: plaintext, ...contextOf(request) });
      const output = await client.send(command, httpOf(request));
      return { ciphertext: given(output.CiphertextBlob), keyId: given(output.KeyId) };
    },
    decrypt: async ({ keyId, ciphertext, ...request }) => {
      const key = keyId === undefined ? {} : { KeyId: keyId };
      const command = new DecryptCommand({ CiphertextBlob: ciphertext, ...key, ...contextOf(request) });
      const output = await client.send(command, httpOf(request));
      return { plaintext: given(output.Plaintext), keyId: given(output.KeyId) };
    },
    generateDataKey: async ({ keyId, ...request }) => {
      const command = new GenerateDataKeyCommand({ KeyId: keyId, NumberOfBytes: 32, ...contextOf(request) });
      const output = await client.send(command, httpOf(request));
      const { Plaintext: plaintext, CiphertextBlob: ciphertext, KeyId: arn } = output;
      return { plaintext: given(plaintext), ciphertext: given(ciphertext), keyId: given(arn) };
    },
    reEncrypt: async ({ keyId, ciphertext, fromContext, ...request }) => {
      const command = new ReEncryptCommand({
        CiphertextBlob: ciphertext,
        ...(isEmpty(fromContext) ? {} : { SourceEncryptionContext: { ...fromContext } }),
        DestinationKeyId: keyId,
        ...(isEmpty(request.context) ? {} : { DestinationEncryptionContext: { ...request.context } }),
      });
      const output = await client.send(command, httpOf(request));
      return { ciphertext: given(output.CiphertextBlob), keyId: given(output.KeyId) };
    },
  };
}

/** No pairs and no context are the same to KMS; the field is left out so that the call reads like any other tool's. */
function contextOf({ context }: { context: EncryptionContext }): {
  EncryptionContext?: Record<string, string>;
} {
  return isEmpty(context) ? {} : { EncryptionContext: { ...context } };
}

function isEmpty(context: EncryptionContext): boolean {
  return Object.keys(context).length === 0;
}

function httpOf({ signal }: Pick<KmsRequest, 'signal'>): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new KmscryptError('KMS_FAILED', 'KMS answered without what was asked for');
  return value;
}
