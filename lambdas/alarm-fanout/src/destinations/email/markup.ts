const HTML = Symbol('html');

/** HTML that {@link markup} made. */
export interface Markup {
  readonly [HTML]: string;
}

type Part = string | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are escaped, for text and for attributes in double quotes: no HTML comes of them but by this very function. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const html = strings.map(
    (text, index) => `${text}${index < values.length ? written(values[index] ?? '') : ''}`,
  );
  return { [HTML]: html.join('') };
}

/** Text whose line feeds are line breaks. */
export function lines(text: string): readonly Markup[] {
  return text.split('\n').map((line, index) => (index === 0 ? markup`${line}` : markup`<br>${line}`));
}

/** The HTML as text. */
export function textOf(made: Markup): string {
  return made[HTML];
}

function written(part: Part): string {
  if (typeof part === 'string') return part.replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? '');
  return isList(part) ? part.map(textOf).join('') : textOf(part);
}

function isList(part: Markup | readonly Markup[]): part is readonly Markup[] {
  return Array.isArray(part);
}
