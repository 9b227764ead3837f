import * as z from 'zod/mini';
import { CliError } from '../errors/cli-error.ts';
import { demanded } from '../errors/demanded.ts';
import type { Source } from '../io/files.ts';
import { type Exported, missing, readExport } from './exported.ts';
import { pathsOfNames } from './names.ts';

const PARAMETER = z.object({ Name: z.string(), Type: z.string(), Value: z.string() });
const EXPORT = z.union([
  z.object({
    Parameters: z.array(PARAMETER),
    InvalidParameters: z.optional(z.array(z.string())),
    NextToken: z.optional(z.nullable(z.string())),
  }),
  z.object({ Parameter: PARAMETER }),
]);

/** How a ciphertext of KMS begins, in base64: what SSM prints for a SecureString without `--with-decryption`. */
const CIPHERTEXT = /^AQ[EI]CA[A-Za-z0-9+/]{100,}={0,2}$/u;

/**
 * Reads what `aws ssm get-parameters-by-path`, `get-parameters` or `get-parameter` prints, nested by the names of the
 * parameters below what they have in common. SecureStrings are secret.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE`, `USAGE` where the parameters were not decrypted
 */
export async function fromSsm(source: Source): Promise<Exported> {
  const read = await readExport(source, {
    schema: EXPORT,
    command: 'aws ssm get-parameters-by-path --output json',
  });
  const parameters = 'Parameter' in read ? [read.Parameter] : read.Parameters;
  const paths = pathsOfNames(parameters.map(({ Name }) => Name));
  const values = parameters.map(({ Name, Type, Value }, index) => {
    const isSecret = Type === 'SecureString';
    if (isSecret && CIPHERTEXT.test(Value)) {
      throw new CliError('USAGE', `${Name} is not decrypted`, {
        source: source.name,
        hints: ['export again, with --with-decryption'],
      });
    }
    const path = demanded(paths[index], 'every name has a path');
    return { path, text: Value, type: 'string', isSecret } as const;
  });
  if ('Parameter' in read) return { values, warnings: [] };
  const { InvalidParameters: refused, NextToken: next } = read;
  return { values, warnings: missing({ service: 'SSM', refused, next }) };
}
