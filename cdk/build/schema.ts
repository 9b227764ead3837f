// Writes schema/config.json, which editors read for kmscrypt-cdk.yaml. It is committed: a test compares.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema } from '../src/config/json-schema.ts';

const file = join(import.meta.dirname, '..', 'schema', 'config.json');
writeFileSync(file, `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`);
