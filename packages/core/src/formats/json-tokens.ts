/** A token of JSON, `[start, end)` of the text; white space lies between them. */
export interface JsonToken {
  readonly kind:
    | 'string'
    | 'scalar'
    | 'line comment'
    | 'block comment'
    | '{'
    | '}'
    | '['
    | ']'
    | ','
    | ':'
    | 'unknown';
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /(?<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*")|(?<scalar>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|(?<line>\/\/[^\r\n]*)|(?<block>\/\*[^]*?\*\/)|[{}[\],:]|[^\s{}[\],:"/]+|[^\s]/gu;

/** Cuts a text into tokens, comments included; what is none is `unknown`. */
export function tokensOf(text: string): readonly JsonToken[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: source, index: start, groups }) => {
    return { kind: kindOf(source, groups ?? {}), start, end: start + source.length };
  });
}

function kindOf(source: string, groups: Readonly<Record<string, string | undefined>>): JsonToken['kind'] {
  if (groups['string'] !== undefined) return 'string';
  if (groups['scalar'] !== undefined) return 'scalar';
  if (groups['line'] !== undefined) return 'line comment';
  if (groups['block'] !== undefined) return 'block comment';
  return isSign(source) ? source : 'unknown';
}

function isSign(source: string): source is '{' | '}' | '[' | ']' | ',' | ':' {
  return source.length === 1 && '{}[],:'.includes(source);
}

/** A text's tokens without what RFC 8259 has not: comments, and a comma after the last item; and those. */
export function withoutExtras(tokens: readonly JsonToken[]): {
  readonly strict: readonly JsonToken[];
  readonly extras: readonly JsonToken[];
} {
  const isComment = ({ kind }: JsonToken): boolean => kind === 'line comment' || kind === 'block comment';
  const significant = tokens.filter((token) => !isComment(token));
  const commas = new Set(significant.filter((_, index) => isTrailingComma(significant, index)));
  return {
    strict: significant.filter((token) => !commas.has(token)),
    extras: tokens.filter((token) => isComment(token) || commas.has(token)),
  };
}

// After a value and before a bracket; elsewhere a comma too many stays an error.
function isTrailingComma(tokens: readonly JsonToken[], index: number): boolean {
  const before = tokens[index - 1]?.kind;
  const after = tokens[index + 1]?.kind;
  return (
    tokens[index]?.kind === ',' &&
    (after === '}' || after === ']') &&
    (before === 'string' || before === 'scalar' || before === '}' || before === ']')
  );
}
