import * as z from '@kmscrypt/lambda/schema';
import type { Destination, Job } from '../destination.ts';
import { isRegion } from '../events/region.ts';
import type { Mail } from '../senders.ts';
import { commonShape, groupedShape, textThat } from './config-parts.ts';
import { isAddress, isSender } from './email/addresses.ts';
import { mailOf } from './email/mail-of.ts';
import { inTime } from './in-time.ts';

const schema = z.strictObject({
  type: z.literal('email'),
  /** `alarms@example.com` or `Alarms <alarms@example.com>`: an identity of SES that is verified. */
  from: textThat(isSender, 'is not a mail address, or NAME <ADDRESS>'),
  /** Each sees the others. */
  to: z
    .array(textThat(isAddress, 'is not a mail address'))
    .check(z.minLength(1, 'is an empty list'), z.maxLength(50, 'has more than 50 entries')),
  /** Where the identity is; default the function's region. */
  region: z.optional(textThat(isRegion, 'is not a region')),
  /** Default none, or the identity's own. */
  configurationSet: z.optional(
    textThat((text) => /^[\w-]{1,64}$/.test(text), 'is not the name of a configuration set'),
  ),
  ...groupedShape,
  ...commonShape,
});

export type EmailConfig = z.output<typeof schema>;

/** Mail through Amazon SES, as HTML and as text; mails of one alarm are a thread where the client goes by references. */
export const email: Destination<EmailConfig> = {
  type: 'email',
  schema,
  rules: ({ storm }) => ({
    storms: storm === false ? 'each' : 'grouped',
    late: 'tell',
    isIdempotent: false,
    pace: 0,
    // An account that is new to SES may send one mail a second.
    atOnce: 1,
    takesGraphs: false,
  }),
  preview: (job) => ({ look: 'mail', parts: [{ name: 'mail', body: told(job) }] }),
  send: async (job, { mailer, signal }) => {
    await mailer.send(told(job), inTime(signal, job.config.timeout));
    return {};
  },
};

function told({ config, content, subject }: Job<EmailConfig>): Mail {
  const { from, to, region, configurationSet } = config;
  return mailOf(content, subject, { from, to, region, configurationSet });
}
