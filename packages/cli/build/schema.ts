// Writes schema/kmscrypt.schema.json, which editors read for .kmscrypt.yaml. It is committed: a test compares.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOfRules } from './rules-json-schema.ts';

const file = join(import.meta.dirname, '..', 'schema', 'kmscrypt.schema.json');
writeFileSync(file, `${JSON.stringify(jsonSchemaOfRules(), undefined, 2)}\n`);
