import { z } from 'zod';
import { email } from './fields.ts';

/** Alarms of all accounts, told by the Lambda alarm-fanout. */
export const alarms = z.strictObject({
  watch: z
    .strictObject({ email: email.describe('An address of mail.') })
    .describe('Who is told, past the Lambda, that the Lambda itself is in trouble.'),
  fanout: z
    .record(z.string(), z.unknown())
    .describe(
      'The config of alarm-fanout, as its README has it, but for queues and table, which are added. Secrets in it are ' +
        'kmscrypt:: tokens under alias/cmk-mgmt, or references.',
    ),
});
