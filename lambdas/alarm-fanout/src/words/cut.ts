const MARK = '…';

/** How long a text is; of texts put together, the sum. */
export type Measure = (text: string) => number;

/** In UTF-16 code units, as JavaScript counts; never less than code points are. */
export const inCharacters: Measure = (text) => text.length;

/** In bytes of UTF-8. */
export const inBytes: Measure = (text) => Buffer.byteLength(text);

/**
 * Cuts a text that is longer than `most`, between what people see as characters, and ends it with `…`.
 *
 * @param measure default {@link inCharacters}; what a text is after it has been escaped, for example
 */
export function cut(text: string, most: number, measure: Measure = inCharacters): string {
  if (measure(text) <= most) return text;
  const room = most - measure(MARK);
  if (room < 0) return '';
  const whole = begin(seen(text), room, measure);
  // One grapheme may be longer than all the room there is: hundreds of accents upon one letter.
  const kept = whole === '' ? begin(text, room, measure) : whole;
  return `${kept.trimEnd()}${MARK}`;
}

/** As many of the pieces as there is room for. */
function begin(pieces: Iterable<string>, room: number, measure: Measure): string {
  let kept = '';
  let used = 0;
  for (const piece of pieces) {
    used += measure(piece);
    if (used > room) break;
    kept += piece;
  }
  return kept;
}

function* seen(text: string): Generator<string> {
  // Not made before it is needed: the first of a process takes 10 ms.
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(text)) yield segment;
}
