import { KmscryptError } from '@kmscrypt/core/error';
import type { Answer } from '../answer.ts';
import { concernsAll } from './aws-calls.ts';

/** What was asked for, for messages. */
export interface Asked {
  readonly service: string;
  /** Such as `secret`. */
  readonly kind: string;
  readonly name: string;
  readonly region: string | undefined;
}

/** What a call gave, or its failure in words about what was asked for. */
export async function answerOf<Value>(
  asked: Asked,
  call: () => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  try {
    return await call();
  } catch (error) {
    return failed(error, asked);
  }
}

/** A failure as the answer to a question, in words about what was asked for. @throws what is no failure but a bug */
export function failed(error: unknown, asked: Asked): { readonly ok: false; readonly error: KmscryptError } {
  if (!(error instanceof KmscryptError)) throw error;
  return { ok: false, error: concernsAll(error) ? error : inWords(error, asked) };
}

const DELETED = /delet/iu;

/** What AWS says of one thing is told as such; other failures, such as those of a network, keep their words. */
function inWords(error: KmscryptError, { service, kind, name, region }: Asked): KmscryptError {
  const said = saidBy(error.cause);
  const place = region === undefined ? '' : ` in ${region}`;
  const tell = (what: string): KmscryptError =>
    new KmscryptError(error.code, said === '' ? what : `${what}: ${said}`, { cause: error.cause });
  switch (error.code) {
    case 'ACCESS_DENIED':
      return tell(`${service} denies access to ${name}${place}`);
    case 'SECRET_NOT_FOUND':
      return tell(`${service} has no ${kind} ${name}${place}`);
    case 'SECRET_UNUSABLE':
    case 'KEY_UNUSABLE':
      return tell(
        DELETED.test(said)
          ? `${service} no longer gives ${name}${place}, which is deleted or marked for it`
          : `${service} cannot give ${name}${place}`,
      );
    default:
      return error;
  }
}

/** AWS's own words on one line: they name principal and action, never a value. */
function saidBy(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  return cause.message.trim().replace(/\s+/gu, ' ').replace(/\.$/u, '');
}
