// What shush does with 500 blobs: one Decrypt after another. Prints the last value.
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { readFileSync } from 'node:fs';

const TOKEN = /kmscrypt::([A-Za-z0-9+/]+=*)/g;

const client = new KMSClient();
let last = '';
for (const [, blob = ''] of readFileSync(process.argv[2] ?? '', 'utf8').matchAll(TOKEN)) {
  const { Plaintext = new Uint8Array() } = await client.send(
    new DecryptCommand({ CiphertextBlob: Buffer.from(blob, 'base64') }),
  );
  last = Buffer.from(Plaintext).toString('utf8');
}
process.stdout.write(last);
