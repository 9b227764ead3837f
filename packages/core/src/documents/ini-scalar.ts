import { isQuoted } from '../formats/ini-lines.ts';
import { writeIniValue } from '../formats/ini-write.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Scalar } from './outline.ts';

/** Where a value is written: the source that stands there, and the comment that follows on the line. */
interface Place {
  readonly source: string;
  readonly comment: string;
}

/** Writes a value: a string in the quotes that it had, if they can hold it; a number as quoted JSON, the only way. */
export function writeIniScalar(
  { type, text }: Scalar,
  { source, comment }: Place = { source: '', comment: '' },
): string | Refusal {
  if (type === 'string') {
    const kept = isQuoted(source) && source.length > 1 ? source.charAt(0) : '';
    return writeIniValue({ parts: [{ kept }, { plaintext: text }, { kept }], value: text, comment });
  }
  if (typeOf(text) !== type)
    return new Refusal(`ini has no ${type} that is written so; write it as a string`);
  if (type !== 'number') return text;
  return comment === ''
    ? `'${text}'`
    : new Refusal('ini has no number before a comment; move the comment to a line of its own');
}

function typeOf(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return value === null ? 'null' : typeof value;
  } catch {
    return undefined;
  }
}
