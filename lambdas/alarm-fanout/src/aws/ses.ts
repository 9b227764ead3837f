import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { keptClients } from '@kmscrypt/lambda';
import { DeliveryError } from '../delivery-error.ts';
import type { Mailer } from '../senders.ts';
import { type Meanings, undelivered } from './undelivered.ts';

/** Source: Amazon SES API v2 reference, SendEmail, "Errors". */
const MEANINGS: Meanings = {
  refused: new Set([
    'MessageRejected',
    'MailFromDomainNotVerifiedException',
    'BadRequestException',
    // The configuration set.
    'NotFoundException',
    // For good.
    'AccountSuspendedException',
  ]),
  busy: new Set(['TooManyRequestsException', 'LimitExceededException', 'SendingPausedException']),
};

/**
 * SES through the SDK, which loads with the first mail; takes `ses:SendEmail` on the identity. Nothing is tried again here: a mail has no
 * key by which SES would know it.
 */
export function createMailer(access: AwsAccess = {}): Mailer {
  const { env = process.env } = access;
  const clientOf = keptClients(async (region: string | undefined) => {
    const { createSesClient } = await import('./ses-client.ts');
    return createSesClient(access, region);
  });
  return {
    send: async (mail, signal) => {
      const region = mail.region ?? (env['AWS_REGION'] || undefined);
      if (signal.aborted) throw new DeliveryError('NOT_NOW', 'there was no time left to send the mail');
      try {
        const send = await clientOf(region);
        await send(mail, signal);
      } catch (error) {
        throw undelivered(error, { operation: 'SES SendEmail', region, ...MEANINGS });
      }
    },
  };
}
