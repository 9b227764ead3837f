import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
/** In bytes. Source: Standard Webhooks 1.0.0, "Signature scheme". */
const LEAST = 24;
const MOST = 64;

/** What is signed. */
export interface Signed {
  /** Has no full stop. */
  readonly id: string;
  /** In seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** A signature with each secret, so that one can be replaced while receivers still know the other. Source: Standard Webhooks 1.0.0. */
export function signatureOf({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  return secrets
    .map((secret) =>
      createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64'),
    )
    .map((signature) => `v1,${signature}`)
    .join(' ');
}

/** Whether it is `whsec_` and the base64 of 24 to 64 bytes. */
export function isSecret(text: string): boolean {
  if (!text.startsWith(PREFIX)) return false;
  const key = keyOf(text);
  // Buffer reads over what is no base64.
  return key.length >= LEAST && key.length <= MOST && key.toString('base64') === text.slice(PREFIX.length);
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
