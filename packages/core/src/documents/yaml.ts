import { Unreadable } from '../formats/problems.ts';
import type { Editor } from './editor.ts';

export const yamlEditor: Editor = {
  outline: () => {
    throw Unreadable.at(0, 'not there yet');
  },
  write: (_text, _value, scalar) => scalar.text,
  insert: () => ({ start: 0, end: 0, source: '' }),
  remove: () => ({ start: 0, end: 0, source: '' }),
};
