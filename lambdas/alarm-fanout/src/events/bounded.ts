/** What SQS takes in no message. Source: Amazon SQS API reference, SendMessage. */
const NOT_SENT = /[\uFFFE\uFFFF]/g;

/** A text of whole characters in at most so many bytes of UTF-8, with `…` where it was longer. */
export function bounded(text: string, mostBytes: number): string {
  // Cut before it is counted: a text has at least as many bytes as units.
  const sound = text
    .slice(0, mostBytes + 1)
    .toWellFormed()
    .replace(NOT_SENT, '\uFFFD');
  const bytes = new TextEncoder().encode(sound);
  if (text.length <= mostBytes && bytes.length <= mostBytes) return sound;
  // What is left of a character that is cut through is not valid, and becomes one sign of 3 bytes.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, mostBytes - 3));
  return `${whole.replace(/\uFFFD$/, '')}…`;
}
