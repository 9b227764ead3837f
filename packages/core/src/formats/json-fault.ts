import type { JsonToken } from './json-tokens.ts';

/** Tells where a text that `JSON.parse` refused stops being JSON: at the first token that cannot stand there. */
export function faultOf(
  text: string,
  tokens: readonly JsonToken[],
): { readonly offset: number; readonly reason: string } {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (const { kind, start, end } of tokens) {
    const next = step(expected, kind, open);
    if (next === undefined) return { offset: start, reason: `not JSON: ${WANTED[expected]} must stand here` };
    if (kind === 'string' && !isString(text.slice(start, end))) {
      return { offset: start, reason: 'not JSON: the string has an invalid escape or a control character' };
    }
    expected = next;
  }
  const reason = expected === 'nothing' ? 'not JSON' : `not JSON: ${WANTED[expected]} is missing`;
  return { offset: text.length, reason };
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'nothing';

const WANTED: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': 'a value or a closing bracket',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or a closing brace',
  colon: 'a colon',
  comma: 'a comma or a closing bracket',
  nothing: 'nothing more',
};

// What may come after a token, or nothing where the token may not come.
function step(expected: Expected, kind: JsonToken['kind'], open: ('{' | '[')[]): Expected | undefined {
  const top = open.at(-1);
  if (kind === '}' || kind === ']') {
    const closes = kind === '}' ? '{' : '[';
    const empty = kind === '}' ? 'key or }' : 'value or ]';
    if (top !== closes || (expected !== 'comma' && expected !== empty)) return undefined;
    open.pop();
    return open.length === 0 ? 'nothing' : 'comma';
  }
  if (kind === ',') return expected === 'comma' ? (top === '{' ? 'key' : 'value') : undefined;
  if (kind === ':') return expected === 'colon' ? 'value' : undefined;
  if (expected === 'key' || expected === 'key or }') return kind === 'string' ? 'colon' : undefined;
  if (expected !== 'value' && expected !== 'value or ]') return undefined;
  if (kind === '{' || kind === '[') {
    open.push(kind);
    return kind === '{' ? 'key or }' : 'value or ]';
  }
  if (kind !== 'string' && kind !== 'scalar') return undefined;
  return top === undefined ? 'nothing' : 'comma';
}

function isString(source: string): boolean {
  try {
    return typeof JSON.parse(source) === 'string';
  } catch {
    return false;
  }
}
