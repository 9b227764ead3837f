// What somebody without kmscrypt would write: every token of a file decrypted with the AWS SDK, 32 at once.
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { readFileSync } from 'node:fs';

const AT_ONCE = 32;
const TOKEN = /kmscrypt::([A-Za-z0-9+/]+=*)/g;

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const blobs = new Set(Array.from(text.matchAll(TOKEN), ([, blob = '']) => blob)).values();
const client = new KMSClient();
const plaintexts = new Map<string, string>();

async function work(): Promise<void> {
  for (const blob of blobs) {
    const { Plaintext = new Uint8Array() } = await client.send(
      new DecryptCommand({ CiphertextBlob: Buffer.from(blob, 'base64') }),
    );
    plaintexts.set(blob, Buffer.from(Plaintext).toString('utf8'));
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(text.replaceAll(TOKEN, (_, blob: string) => plaintexts.get(blob) ?? ''));
