import { Refusal } from '../formats/stretch.ts';
import type { Editor } from './editor.ts';

const ONE_VALUE = new Refusal('plain text is one value; its path is .');
const NO_TYPES = new Refusal('plain text is a string; write the value as one');

/** Plain text: the whole of it is one value, a string, whose path is `.`; its last line break is a part of it. */
export const textEditor: Editor = {
  outline: (text) => ({ kind: 'value', start: 0, end: text.length, type: 'string', text }),
  write: (_text, _value, { type, text }) => (type === 'string' ? text : NO_TYPES),
  insert: () => ONE_VALUE,
  remove: () => ONE_VALUE,
};
