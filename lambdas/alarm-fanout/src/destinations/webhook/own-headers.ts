import * as z from '@kmscrypt/lambda/schema';
import { textThat } from '../config-parts.ts';

/** A token of HTTP. Source: RFC 9110, 5.6.2. */
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** Those that say how the body is sent, or that are signed with it. */
const TAKEN =
  /^(?:webhook-.*|content-(?:type|length|encoding)|host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i;
/** Visible ASCII and spaces. */
const VALUE = /^[\x20-\x7e]*$/;

/** Headers of one's own, such as `authorization`; values may be secrets. */
export const ownHeaders = z.record(
  z.string().check(
    z.refine((name) => NAME.test(name), { error: 'is not the name of a header' }),
    z.refine((name) => !TAKEN.test(name), { error: 'is a header that is set already' }),
  ),
  textThat((value) => VALUE.test(value), 'is not the value of a header'),
);
