import { reasonOf } from '@kmscrypt/lambda';
import { awsNameOf } from '../aws-name.ts';
import { CODES } from '../error-codes.ts';

/** What AWS says where it would refuse the same again; undefined where it may go well the next time. */
export function refusalOf(error: unknown): string | undefined {
  return CODES.get(awsNameOf(error)) === 'INVALID_OPTION' ? reasonOf(error) : undefined;
}

/** Auto Scaling's names come with `Fault` and without. */
export function isCalled(error: unknown, name: string): boolean {
  return awsNameOf(error).replace(/Fault$/u, '') === name;
}
