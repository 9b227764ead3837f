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
  const commented = isCommented(text, end);
  const source = writeIniScalar(scalar, { source: text.slice(start, end), commented });
  if (source instanceof Refusal || start < end) return source;
  const isAlone = scanIni(text).some(
    (line) => line.kind === 'pair' && line.value === undefined && line.key.end === start,
  );
  const before = isAlone ? '=' : /\s=$/u.test(text.slice(Math.max(0, start - 2), start)) ? ' ' : '';
  return before + source + (/[;#]/u.test(text.charAt(end)) ? ' ' : '');
}

function isCommented(text: string, end: number): boolean {
  const NEXT = /[^\S\r\n]*([;#]?)/uy;
  NEXT.lastIndex = end;
  return NEXT.exec(text)?.[1] !== '';
}
