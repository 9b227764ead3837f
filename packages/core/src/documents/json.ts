import type { Editor } from './editor.ts';
import { insertJson } from './json-insert.ts';
import { outlineJson } from './json-outline.ts';
import { removeJson } from './json-remove.ts';
import { writeJson } from './json-write.ts';

/** JSON by RFC 8259, and with comments and trailing commas (JSONC). */
export const jsonEditor: Editor = {
  outline: outlineJson,
  write: (_text, _value, scalar) => writeJson(scalar),
  insert: insertJson,
  remove: removeJson,
};
