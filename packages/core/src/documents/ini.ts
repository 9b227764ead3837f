import { scanIni } from '../formats/ini-lines.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Editor } from './editor.ts';
import { insertIni } from './ini-insert.ts';
import { outlineIni } from './ini-outline.ts';
import { removeIni } from './ini-remove.ts';
import { writeIniScalar } from './ini-scalar.ts';
import type { OutlineValue, Scalar } from './outline.ts';

/** INI as the npm package `ini` reads it: sections are maps, `key[]` is a list, a key alone is true. */
export const iniEditor: Editor = { outline: outlineIni, write, insert: insertIni, remove: removeIni };

function write(text: string, value: OutlineValue, scalar: Scalar): string | Refusal {
  const { start, end } = value;
  const comment = commentAt(text, end);
  const source = writeIniScalar(scalar, { source: text.slice(start, end), comment });
  if (source instanceof Refusal || start < end) return source;
  const isAlone = scanIni(text).some(
    (line) => line.kind === 'pair' && line.value === undefined && line.key.end === start,
  );
  const before = isAlone ? '=' : /\s=$/u.test(text.slice(Math.max(0, start - 2), start)) ? ' ' : '';
  return before + source + (/^[;#]/u.test(comment) ? ' ' : '');
}

/** What stands between a value and the end of its line, with the white space before it. */
function commentAt(text: string, end: number): string {
  const COMMENT = /(?:[^\S\r\n]*[;#][^\r\n]*)?/uy;
  COMMENT.lastIndex = end;
  return COMMENT.exec(text)?.[0] ?? '';
}
