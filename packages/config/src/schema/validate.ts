// PLACEHOLDER by the lead: overwrite.
import type { SecretsOfConfig } from '../secrets/secrets-of-config.ts';
export async function validate(_: unknown, input: unknown, __: SecretsOfConfig): Promise<unknown> { return input; }
