// The parameters that a JSON file names, as users of Powertools read them.
import { getParametersByName } from '@aws-lambda-powertools/parameters/ssm';
import { readFileSync } from 'node:fs';

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, string>;
const nameOf = (reference: string): string => reference.replace('ssm::', '');
const wanted = Object.fromEntries(Object.values(config).map((reference) => [nameOf(reference), {}]));
const values = await getParametersByName<string>(wanted, { decrypt: true });
for (const [key, reference] of Object.entries(config)) config[key] = values[nameOf(reference)] ?? '';
process.stdout.write(JSON.stringify(config));
