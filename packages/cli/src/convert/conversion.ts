import type { Document, Path } from '@kmscrypt/core/documents';
import type { PlainField } from '../config-file/encrypt-fields.ts';
import { inFile } from '../config-file/field-at.ts';
import { demanded } from '../errors/demanded.ts';

/** A document, what in it becomes tokens, and what goes from it. */
export interface Conversion {
  readonly document: Document;
  readonly secrets: readonly PlainField[];
  /** What only the peer needs, such as sops' metadata; default none. */
  readonly removed?: readonly Path[];
  /** What the user has to know of it; default nothing. */
  readonly warnings?: readonly string[];
}

/**
 * The text that a conversion makes.
 *
 * @param tokens those of the secrets, in their order.
 * @throws CliError `FORMAT_CANNOT_EXPRESS` and what else `Document.change` throws
 */
export function convertedText(
  { document, secrets, removed = [] }: Conversion,
  tokens: readonly string[],
  name: string,
): string {
  const written = secrets.map(({ path }, index) => ({
    path,
    scalar: { type: 'string', text: demanded(tokens[index], 'one value makes one token') } as const,
  }));
  return inFile(name, () => document.change([...written, ...removed.map((path) => ({ path }))]));
}
