// The secrets that a JSON file names, as users of Powertools read them.
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import { readFileSync } from 'node:fs';

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, string>;
await Promise.all(
  Object.entries(config).map(async ([key, reference]) => {
    config[key] = String(await getSecret(reference.replace('secretsmanager::', '')));
  }),
);
process.stdout.write(JSON.stringify(config));
