import ini from 'ini';
import { writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import { type IniLine, type IniScalar, scanIni } from './ini-lines.ts';
import { writeIniKey, writeIniSection, writeIniValue } from './ini-write.ts';
import type { Range } from './range.ts';
import type { Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';

/**
 * INI as the npm package `ini` reads it (https://github.com/npm/ini), which is the judge: sections nest at dots,
 * `key[]` is an array, quotes hold a JSON string. Refused: a value that is as a whole `true`, `false` or `null`, which
 * that reader takes for no string in any quoting, and what needs quotes before a comment on the same line.
 */
export const substituteInIni: Substitute = substituteBy(read);

function read(text: string): Document {
  return {
    values: ini.decode(text),
    stretches: () => scanIni(text).flatMap((line) => stretchesOf(text, line)),
  };
}

function stretchesOf(text: string, line: IniLine): readonly Stretch[] {
  switch (line.kind) {
    case 'blank':
      return [];
    case 'comment':
      return [commentStretch(line.comment)];
    case 'section': {
      const { start, end } = line.name;
      return [{ start, end, write: (parts) => writeIniSection(parts, text.slice(start, end)) }];
    }
    default: {
      const value = line.value ? scalarStretches(text, line.value, writeIniValue) : [];
      return [...scalarStretches(text, line.key, writeIniKey), ...value];
    }
  }
}

function scalarStretches(
  text: string,
  { start, end, comment }: IniScalar,
  writeScalar: typeof writeIniValue,
): readonly Stretch[] {
  const write: Stretch['write'] = (parts, reveal) => {
    const lineEnd = comment?.end ?? end;
    const value = reveal(textOf(ini.unsafe(text.slice(start, lineEnd))));
    return writeScalar({ parts, value, comment: text.slice(end, lineEnd) });
  };
  return [{ start, end, write }, ...(comment ? [commentStretch(comment)] : [])];
}

function commentStretch({ start, end }: Range): Stretch {
  return { start, end, write: writeLineComment };
}

// In single quotes the reader parses whatever is JSON; what is no string then cannot have come from one.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
