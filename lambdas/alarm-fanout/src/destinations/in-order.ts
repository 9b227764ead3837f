import { DeliveryError } from '../delivery-error.ts';
import type { Ports } from '../destination.ts';

/**
 * Sends parts one after the other, with a pause between them. Where the first has been taken and another is not, the whole may have
 * arrived, and comes again.
 *
 * @param options.pace in milliseconds
 * @throws DeliveryError of the part that failed; `UNKNOWN` instead of `NOT_NOW` for any but the first
 */
export async function inOrder<Part>(
  parts: readonly Part[],
  send: (part: Part) => Promise<unknown>,
  { pace, clock, signal }: { readonly pace: number } & Pick<Ports, 'clock' | 'signal'>,
): Promise<void> {
  for (const [index, part] of parts.entries()) {
    try {
      if (index > 0) await clock.sleep(pace, signal);
      await send(part);
    } catch (error) {
      throw index === 0 ? error : incomplete(error, { taken: index, of: parts.length });
    }
  }
}

function incomplete(
  error: unknown,
  { taken, of }: { readonly taken: number; readonly of: number },
): DeliveryError {
  const said = error instanceof DeliveryError ? error.message : 'the time was up';
  const message = `${said} (after ${taken} of ${of} messages)`;
  if (!(error instanceof DeliveryError)) return new DeliveryError('UNKNOWN', message);
  const { retryAfter, isLimit, why } = error;
  return new DeliveryError(error.code === 'REFUSED' ? 'REFUSED' : 'UNKNOWN', message, {
    retryAfter,
    isLimit,
    why,
  });
}
