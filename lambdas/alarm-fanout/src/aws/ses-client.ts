import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { Mail } from '../senders.ts';

/** In milliseconds; the signal of a send ends it earlier. */
const REQUEST_TIMEOUT = 60_000;

/** Sends a mail. Rejects with the SDK's errors. */
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<void>;

/**
 * SES of a region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createSesClient(access: AwsAccess, region: string | undefined): Promise<SendMail> {
  // One attempt: what may have been sent must not be sent again here.
  const client = new SESv2Client({
    ...(await clientConfig(access, region)),
    ...(region === undefined ? {} : { region }),
    maxAttempts: 1,
  });
  return async ({ from, to, subject, text, html, headers, configurationSet }, signal) => {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [...to] },
      ConfigurationSetName: configurationSet,
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    });
    await client.send(command, { abortSignal: signal, requestTimeout: REQUEST_TIMEOUT });
  };
}

function utf8(Data: string): { readonly Data: string; readonly Charset: string } {
  return { Data, Charset: 'UTF-8' };
}
