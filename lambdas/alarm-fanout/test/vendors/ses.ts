import * as z from 'zod/mini';
import type { Mail, Mailer } from '../../src/senders.ts';

export interface Mailbox {
  readonly mailer: Mailer;
  /** In the order in which they were sent. */
  readonly mails: readonly Mail[];
  readonly problems: readonly string[];
}

/** Headers that a message has once, and SES sets by its own parameters. */
const SET =
  /^(?:from|to|cc|bcc|subject|date|message-id|mime-version|content-.*|reply-to|return-path|sender)$/i;
const MOST_BYTES = 40 * 1024 * 1024;

const whole = z.string().check(z.refine((text) => text.isWellFormed(), { error: 'has half a character' }));
// oxlint-disable-next-line no-control-regex -- none of them may be there
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const body = whole.check(
  z.minLength(1),
  z.refine((text) => !CONTROLS.test(text), { error: 'has control characters' }),
);
const address = z.string().check(z.regex(/^[!-~]+@[!-~]+$/), z.maxLength(320));
const mail = z.strictObject({
  from: z.string().check(z.regex(/^(?:[\w -]+ <[!-~]+@[!-~]+>|[!-~]+@[!-~]+)$/)),
  to: z.array(address).check(z.minLength(1), z.maxLength(50)),
  subject: whole.check(z.minLength(1), z.maxLength(200), z.regex(/^[^\r\n]*$/)),
  text: body,
  html: body,
  headers: z
    .record(
      z.string().check(
        z.regex(/^[!-9;-~]{1,126}$/),
        z.refine((name) => !SET.test(name)),
      ),
      z.string().check(z.regex(/^[ -~]{1,870}$/)),
    )
    .check(z.refine((headers) => Object.keys(headers).length <= 15)),
  region: z.optional(z.string()),
  configurationSet: z.optional(z.string()),
});

/**
 * SES, as far as its API says what it takes. Source: Amazon SES API v2 reference, SendEmail, Message and MessageHeader; Amazon SES
 * developer guide, "Header fields".
 */
export function mailbox(): Mailbox {
  const mails: Mail[] = [];
  const problems: string[] = [];
  return {
    mails,
    problems,
    mailer: {
      send: async (given) => {
        const { error } = mail.safeParse(given);
        if (error !== undefined) problems.push(z.prettifyError(error));
        if (Buffer.byteLength(given.html + given.text) > MOST_BYTES) problems.push('it is larger than 40 MB');
        mails.push(given);
      },
    },
  };
}
