import { isHttps } from '../https-url.ts';
import * as z from '../zod.ts';

/** A token, or a reference, that has not been opened: what it holds is checked when it is. */
const CLOSED = /kmscrypt::|^(?:ssm|secretsmanager)::/u;

/** A text that is not empty; a token or a reference, in most cases. */
export const secret: z.ZodMiniString = z.string().check(z.minLength(1, 'is empty'));

/** A text that is as it has to be, or what holds one. @param error such as `is not an https URL` */
export function textThat(isSo: (text: string) => boolean, error: string): z.ZodMiniString {
  return secret.check(z.refine((text) => CLOSED.test(text) || isSo(text), { error }));
}

/** An https URL, or what holds one. */
export const httpsUrl: z.ZodMiniString = textThat(isHttps, 'is not an https URL');

/** What every destination has. */
export const commonShape = {
  /** How long one request may take, in seconds; default 10. */
  timeout: z._default(z.number().check(z.minimum(1), z.maximum(60)), 10),
};

/** What destinations that are reached by https have. */
export const httpsShape = {
  ...commonShape,
  /** A host of your own that may have a private address; nothing else may. Default none. */
  private: z.optional(
    z.strictObject({
      /** As it stands in the URL. */
      host: secret,
      /** The certificate authority of its certificate, PEM; default those that Node knows. */
      ca: z.optional(secret),
    }),
  ),
};

/** What destinations have that people read. */
export const groupedShape = {
  /**
   * The first alarm goes at once, those that come within `window` seconds after it in one message, and so on; `false`: each goes for
   * itself. Default 60 seconds.
   */
  storm: z._default(
    z.union([
      z.literal(false),
      z.strictObject({ window: z._default(z.number().check(z.minimum(5), z.maximum(600)), 60) }),
    ]),
    { window: 60 },
  ),
};
