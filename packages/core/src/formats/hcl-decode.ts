const QUOTED_ESCAPE = /\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^])|\$\$\{|%%\{/gu;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What the text of a quoted template means (spec, section Template Literals). */
export function decodeQuoted(source: string): string {
  return source.replace(QUOTED_ESCAPE, (escape) => {
    if (!escape.startsWith('\\')) return escape.slice(1);
    const code = Number.parseInt(escape.slice(2), 16);
    if (escape.length > 2) return code > 0x10ffff ? escape : String.fromCodePoint(code);
    return LETTERS[escape.slice(1)] ?? escape;
  });
}

/** What the lines of a heredoc mean; a flush one loses the indentation that all its lines but blank ones share. */
export function decodeHeredoc(body: string, flush: boolean): string {
  const text = flush ? withoutIndent(body) : body;
  return text.replaceAll('$${', () => '${').replaceAll('%%{', '%{');
}

function withoutIndent(body: string): string {
  const lines = body.split(/(?<=\n)/u);
  const widths = lines.flatMap((line) => (line.trim() === '' ? [] : [indentOf(line)]));
  const width = widths.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  return lines.map((line) => (line.trim() === '' ? line : line.slice(width))).join('');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
