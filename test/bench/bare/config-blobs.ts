// What somebody without kmscrypt would write: the tokens of a JSON file decrypted with the AWS SDK, 32 calls at once.
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { readFileSync } from 'node:fs';

const AT_ONCE = 32;

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, string>;
const entries = Object.entries(config).values();
const client = new KMSClient();

async function work(): Promise<void> {
  for (const [key, token] of entries) {
    const blob = Buffer.from(token.replace('kmscrypt::', ''), 'base64');
    const { Plaintext = new Uint8Array() } = await client.send(new DecryptCommand({ CiphertextBlob: blob }));
    config[key] = Buffer.from(Plaintext).toString('utf8');
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(JSON.stringify(config));
