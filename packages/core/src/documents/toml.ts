import type { Editor } from './editor.ts';
import { lineBreakOf } from './layout.ts';
import { insertToml } from './toml-insert.ts';
import { outlineToml } from './toml-outline.ts';
import { removeToml } from './toml-remove.ts';
import { writeToml } from './toml-write.ts';

/** TOML 1.0 and 1.1 (https://toml.io); tables, dotted keys and inline tables are all maps. */
export const tomlEditor: Editor = {
  outline: outlineToml,
  write: (text, { start, end }, scalar) =>
    writeToml(scalar, { source: text.slice(start, end), newline: lineBreakOf(text) }),
  insert: insertToml,
  remove: removeToml,
};
