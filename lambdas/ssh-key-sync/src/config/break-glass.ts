import * as z from '@kmscrypt/lambda/schema';
import { readPublicKey } from '../public-key.ts';
import { loginName, numberFrom } from './fields.ts';

const publicKey = z.string().check(
  z.check(({ value, issues }) => {
    const key = readPublicKey(value);
    if ('refused' in key)
      issues.push({ code: 'custom', input: undefined, path: [], message: `is refused: ${key.refused}` });
  }),
);

/** Who gets in when everything else has failed. */
export const breakGlass = z.strictObject({
  /** On all hosts; default `break-glass`. */
  login: z._default(loginName, 'break-glass'),
  /** Not one of `uids`; default 19,999. */
  uid: z._default(numberFrom(1_001, 60_000), 19_999),
  /** Public keys, one to ten. */
  keys: z.array(publicKey).check(z.minLength(1, 'is an empty list'), z.maxLength(10)),
});
