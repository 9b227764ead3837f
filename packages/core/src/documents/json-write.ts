import { Refusal } from '../formats/stretch.ts';
import type { Scalar } from './outline.ts';

/** A JSON literal that is no string: https://www.rfc-editor.org/rfc/rfc8259#section-6 */
const LITERAL: Readonly<Partial<Record<Scalar['type'], RegExp>>> = {
  number: /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/u,
  boolean: /^(?:true|false)$/u,
  null: /^null$/u,
};

/** The source of a scalar. One that is no string may come from another format, whose literals are not all JSON's. */
export function writeJson({ type, text }: Scalar): string | Refusal {
  if (type === 'string') return JSON.stringify(text);
  if (LITERAL[type]?.test(text)) return text;
  return new Refusal(`JSON has no ${type} that is written so; write it as a string`);
}
