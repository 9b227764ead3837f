// What somebody without kmscrypt would write: the secrets that a JSON file names, 20 a call, 32 calls at once.
import { BatchGetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readFileSync } from 'node:fs';

const AT_ONCE = 32;
const BATCH = 20;

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, string>;
const names = Object.values(config).map((reference) => reference.replace('secretsmanager::', ''));
const batches = Array.from({ length: Math.ceil(names.length / BATCH) }, (_, index) =>
  names.slice(index * BATCH, (index + 1) * BATCH),
).values();
const client = new SecretsManagerClient();
const values = new Map<string, string>();

async function work(): Promise<void> {
  for (const batch of batches) {
    const { SecretValues = [] } = await client.send(new BatchGetSecretValueCommand({ SecretIdList: batch }));
    for (const { Name = '', SecretString = '' } of SecretValues) {
      values.set(`secretsmanager::${Name}`, SecretString);
    }
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
for (const [key, reference] of Object.entries(config)) config[key] = values.get(reference) ?? '';
process.stdout.write(JSON.stringify(config));
