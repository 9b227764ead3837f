/**
 * Control characters but tab and line feed; marks that turn the direction of what is near them, and what has no width, so that a name
 * could look like another. What joins an emoji or keeps letters apart (U+200D, U+200C) stays.
 */
// oxlint-disable-next-line no-control-regex -- those are what it is for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\ufeff\p{Bidi_Control}]/gu;
const LINE_END = /\r\n?|[\u0085\u2028\u2029]/gu;

/** A text without halves of characters and without what nobody sees; its lines end with `\n`. */
export function plain(text: string): string {
  return text.toWellFormed().replace(LINE_END, '\n').replace(UNSEEN, '');
}

/** The same, on one line. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/gu, ' ').trim();
}
