/** HTML that may be put into other HTML as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template; texts are escaped. */
export type Piece = Html | string | number | undefined | false | readonly Piece[];

/** A template of HTML: all that is put into it is escaped, unless it is HTML itself. Attributes need their quotes. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(parts.map((part, index) => part + textOf(pieces[index])).join(''));
}

/** Text whose line feeds are line breaks. */
export function lines(text: string): readonly Html[] {
  return text.split('\n').map((line, index) => (index === 0 ? markup`${line}` : markup`<br>${line}`));
}

/** The HTML of a text, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"'\0]/gu, (char) => ENTITIES[char] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '�',
};

function textOf(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(textOf).join('');
  return escapeHtml(String(piece));
}

/** A link's address; `#` where a browser would do something else with it than go there. */
export function addressOf(url: string): string {
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: '' };
  return protocol === 'https:' || protocol === 'http:' || protocol === 'mailto:' ? url : '#';
}
