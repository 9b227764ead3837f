import type { Editor } from './editor.ts';
import { Refusal } from '../formats/stretch.ts';

const ONE_VALUE = 'plain text is one value; its path is .';

/** Plain text: the whole of it is one value, whose path is `.`. */
export const textEditor: Editor = {
  outline: (text) => ({ kind: 'value', start: 0, end: text.length, type: 'string', text }),
  write: (_text, _value, scalar) => scalar.text,
  insert: () => new Refusal(ONE_VALUE),
  remove: () => new Refusal(ONE_VALUE),
};
