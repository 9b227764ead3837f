import { KmscryptError } from '@kmscrypt/core/error';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';

/** Characters of what the parameter says that are told. */
const LONGEST = 200;

export interface Freeze {
  /** What the parameter says where it holds everything back; undefined where it says `off` or is not there. */
  readonly frozen?: string | undefined;
  /** That it is not there: people may have misspelt it. */
  readonly note?: string | undefined;
}

/** @throws KmscryptError */
export async function freezeOf(
  calls: AwsCalls,
  name: string | undefined,
  signal: AbortSignal,
): Promise<Freeze> {
  if (name === undefined) return {};
  try {
    const { Parameter: parameter } = await calls.getParameter({ Name: name }, signal);
    const { Value: value, Type: type } = parameter ?? {};
    if (value === undefined)
      throw new KmscryptError('AWS_FAILED', 'the answer to SSM GetParameter has no value');
    if (type === 'SecureString')
      throw new KmscryptError('INVALID_OPTION', `the parameter ${name} is a SecureString: make it a String`);
    const said = value.replaceAll(/\s+/g, ' ').trim();
    return said.toLowerCase() === 'off' ? {} : { frozen: said.slice(0, LONGEST) };
  } catch (error) {
    if (awsNameOf(error) === 'ParameterNotFound')
      return { note: `there is no freeze parameter ${name}: nothing is frozen by it` };
    throw error;
  }
}
