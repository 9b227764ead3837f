/** One stretch of a text, `[start, end)` in UTF-16 units, and the plaintext that belongs in its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly plaintext: string;
}

/**
 * Puts plaintexts into a document so that it parses to exactly what it held before, with each token in a string
 * replaced by its plaintext. Bytes outside the scalars around the replacements stay; a scalar may be requoted.
 *
 * `replacements` are in order and do not overlap; the text between them is the document's own.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` where `text` is not a document of the format, or a replacement lies
 *   where the format has no string; `FORMAT_CANNOT_EXPRESS` where the format has no way to write a plaintext there.
 *   Both with `position`, all problems at once as `SEVERAL` where there are several; never with a plaintext in the message.
 */
export type Substitute = (text: string, replacements: readonly Replacement[]) => string;
