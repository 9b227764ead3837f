import * as z from 'zod/mini';
import { rulesSchema } from '../src/settings/rules-schema.ts';

/** The JSON Schema of `.kmscrypt.yaml`: draft 7, which the YAML language server knows best. */
export function jsonSchemaOfRules(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(rulesSchema, { target: 'draft-07' });
  return {
    $schema,
    title: '.kmscrypt.yaml',
    description: 'How kmscrypt encrypts the files of this folder and of those below it.',
    ...schema,
  };
}
