import { ConfigError } from '@kmscrypt/config';
import { LambdaError } from '@kmscrypt/lambda';
import { DeliveryError, type DeliveryErrorCode } from '../delivery-error.ts';

const MEANINGS: Readonly<Record<DeliveryErrorCode, string>> = {
  NOT_NOW: 'it has not arrived; deliver would try again',
  REFUSED: 'it has not arrived, and will not as it is; deliver would put it aside',
  UNKNOWN: 'nobody knows whether it has arrived; deliver would send it again',
};

/** A failed send as `send` fails with it: by the code that has the exit status for it, else `MESSAGES_FAILED`. */
export function sendFailure(error: unknown, name: string): unknown {
  if (!(error instanceof DeliveryError)) return error;
  const { code, message, cause, why } = error;
  // Its secrets could not be opened: what that failed with has a code of its own.
  if (cause instanceof ConfigError)
    return new ConfigError(cause.errors[0]?.code ?? cause.code, message, { cause });
  const meaning = MEANINGS[code];
  if (why !== undefined) return new ConfigError(why, `${name}: ${message}; ${meaning}`, { cause: error });
  return new LambdaError('MESSAGES_FAILED', `${name}: ${message}`, { cause: error, hints: [meaning] });
}
