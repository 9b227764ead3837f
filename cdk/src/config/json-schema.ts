import { z } from 'zod';
import { configSchema } from './schema.ts';

/** The JSON Schema of a config as it is written: draft 7, which the YAML language server knows best. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
  return {
    $schema,
    title: 'kmscrypt-cdk',
    description: 'The config of the reference architecture that @kmscrypt/cdk deploys.',
    ...schema,
  };
}
