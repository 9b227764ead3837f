import { scanHcl } from '../formats/hcl-scan.ts';
import { writeHclHeredoc, writeHclString } from '../formats/hcl-write.ts';
import { Refusal } from '../formats/stretch.ts';
import { isHclName } from './hcl-names.ts';
import type { OutlineValue, Scalar } from './outline.ts';

const LITERALS: Readonly<Record<Scalar['type'], RegExp>> = {
  string: /(?:)/u,
  number: /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/u,
  boolean: /^(?:true|false)$/u,
  null: /^null$/u,
  datetime: /(?!)/u,
};

/** Writes a value where none was. A number's literal may come from another format, whose numbers are not all HCL's. */
export function writeHclScalar({ type, text }: Scalar): string | Refusal {
  if (type === 'string') return writeHclString(text);
  return LITERALS[type].test(text)
    ? text
    : new Refusal(`hcl has no ${type} that is written so; write it as a string`);
}

/** Writes a value in place of another: a string as a heredoc where one was, if that can hold it. */
export function replaceHclScalar(text: string, { start }: OutlineValue, scalar: Scalar): string | Refusal {
  if (scalar.type !== 'string' || !text.startsWith('<<', start)) return writeHclScalar(scalar);
  const piece = scanHcl(text).find((each) => each.start === start);
  return piece?.kind === 'heredoc' ? writeHclHeredoc(scalar.text, { text, piece }) : writeHclScalar(scalar);
}

/** Writes a key of an object: in quotes where it has to be, or where it shall be. */
export function writeHclKey(key: string, quoted: boolean): string | Refusal {
  return !quoted && isHclName(key) && !/^(?:for|true|false|null)$/u.test(key) ? key : writeHclString(key);
}
