import * as z from '@kmscrypt/lambda/schema';
import { isClosed } from '../config/closed.ts';
import { addressKindIn, hasUser, isHost } from '../config/host.ts';
import { isHttps } from '../https-url.ts';

/** A text that is not empty; a token or a reference, in most cases. */
export const secret: z.ZodMiniString = z.string().check(z.minLength(1, 'is empty'));

/** A text that is as it has to be, or what holds one. @param error such as `is not an https URL` */
export function textThat(isSo: (text: string) => boolean, error: string): z.ZodMiniString {
  return secret.check(openThat(isSo, error));
}

function openThat(isSo: (text: string) => boolean, error: string) {
  return z.refine<string>((text) => isClosed(text) || isSo(text), { error });
}

/** An https URL that requests can go to, or what holds one. */
export const httpsUrl: z.ZodMiniString = secret.check(
  openThat(isHttps, 'is not an https URL'),
  openThat((text) => !hasUser(text), "has a user's name or password in it"),
  openThat((text) => addressKindIn(text) !== 'closed', 'has an address that takes no messages'),
);

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
      host: textThat(isHost, 'is not a host as it stands in a URL'),
      /** The certificate authority of its certificate, PEM; default those that Node knows. */
      ca: z.optional(
        textThat((text) => text.includes('-----BEGIN CERTIFICATE-----'), 'is not a certificate in PEM'),
      ),
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
