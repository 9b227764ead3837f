// What somebody without kmscrypt would write: the parameters that a JSON file names, 10 a call, 32 calls at once.
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { readFileSync } from 'node:fs';

const AT_ONCE = 32;
const BATCH = 10;

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, string>;
const names = Object.values(config).map((reference) => reference.replace('ssm::', ''));
const batches = Array.from({ length: Math.ceil(names.length / BATCH) }, (_, index) =>
  names.slice(index * BATCH, (index + 1) * BATCH),
).values();
const client = new SSMClient();
const values = new Map<string, string>();

async function work(): Promise<void> {
  for (const batch of batches) {
    const command = new GetParametersCommand({ Names: batch, WithDecryption: true });
    const { Parameters = [] } = await client.send(command);
    for (const { Name = '', Value = '' } of Parameters) values.set(`ssm::${Name}`, Value);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
for (const [key, reference] of Object.entries(config)) config[key] = values.get(reference) ?? '';
process.stdout.write(JSON.stringify(config));
