import { reasonOf } from '@kmscrypt/lambda';

/** What a look shows, or why it shows nothing. */
export async function seenBy<T extends object>(
  look: () => Promise<T>,
): Promise<T | { readonly reason: string }> {
  try {
    return await look();
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
