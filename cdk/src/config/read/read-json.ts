import { LineCounter, parseDocument } from 'yaml';
import { ConfigError } from '../config-error.ts';
import type { ReadValue } from './read-value.ts';
import { yamlSource } from './yaml-source.ts';

const CURE = 'look for a comma too many, a comment or single quotes, or write YAML';

/**
 * Reads JSON.
 *
 * @throws ConfigError `JSON_INVALID`, `KEY_DUPLICATE`
 */
export function readJson(text: string, file: string): ReadValue {
  const lines = new LineCounter();
  // JSON is YAML, too, whose parser knows the places; but for tabs, which it takes amiss.
  const document = parseDocument(text.replaceAll('\t', ' '), { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (text.trim() === '') {
    const cure = 'kmscrypt-cdk init writes one';
    const whole = { path: '', file, line: 1, column: 1 };
    throw new ConfigError([{ ...whole, code: 'JSON_INVALID', message: 'is empty', cure }]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    const offset = /at position (\d+)/.exec(message)?.[1];
    const place = offset === undefined ? {} : placeOf(Number(offset));
    throw new ConfigError(
      [{ code: 'JSON_INVALID', path: '', message: 'is not JSON', cure: CURE, file, ...place }],
      { cause },
    );
  }
  const twice = document.errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  if (twice.length > 0)
    throw new ConfigError(
      twice.map(({ pos }) => {
        const message = 'the key stands twice in one object';
        return {
          code: 'KEY_DUPLICATE',
          path: '',
          message,
          cure: 'keep one of them',
          file,
          ...placeOf(pos[0]),
        };
      }),
    );
  return { value, source: yamlSource(document, lines, file) };
}
