import { Unreadable } from './problems.ts';
import type { Range } from './range.ts';

/** A template: text and interpolations in turn, so there is one more text than interpolations. */
export interface HclTemplate {
  readonly parts: HclPart[];
  /** Where its quote or its `<<` stands. */
  readonly start: number;
  /** Behind its closing quote, or behind the identifier that ends a heredoc. */
  end: number;
}

/** The text before, between or after the interpolations of a template; it may be empty. */
export interface HclPart extends Range {
  readonly kind: 'quoted part' | 'heredoc part';
  readonly template: HclTemplate;
  /** Whether an interpolation beside it strips its white space, by `~`. */
  readonly stripped: boolean;
  /** Whether it is the last of its template. */
  readonly last: boolean;
  /** Of a heredoc: the identifier that ends it, and whether `<<-` takes its indentation away. */
  readonly heredoc?: { readonly marker: string; readonly flush: boolean };
}

/** A heredoc without interpolations, from `<<` to the end of its marker. */
export interface HclHeredoc extends Range {
  readonly kind: 'heredoc';
  readonly body: Range;
  readonly marker: string;
  readonly flush: boolean;
}

export type HclPiece = HclPart | HclHeredoc | (Range & { readonly kind: 'line comment' | 'block comment' });

const CODE = /[^#"/<{}]+/y;
const LITERAL = /(?:[^"\\$%\r\n]+|\\[^\r\n]|\$\$\{|%%\{|[$%](?!\{))+/y;
const HEREDOC_LITERAL = /(?:[^$%\n]+|\$\$\{|%%\{|[$%](?!\{))+/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const LINE = /[^\n]*/y;

/** Finds all comments and literal texts of a document, in order. @throws Unreadable where one of them does not end */
export function scanHcl(text: string): readonly HclPiece[] {
  const pieces: HclPiece[] = [];
  let at = 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    at += match?.[0].length ?? 0;
    return match;
  };

  // Up to the end of the text, or to the brace that closes an interpolation.
  const code = (opened: number | undefined): void => {
    let depth = 0;
    for (take(CODE); at < text.length; take(CODE)) {
      const start = at;
      if (text[at] === '#' || text.startsWith('//', at)) {
        const end = start + (take(LINE)?.[0].trimEnd().length ?? 0);
        pieces.push({ kind: 'line comment', start, end });
      } else if (text.startsWith('/*', at)) {
        at = text.indexOf('*/', start + 2) + 2;
        if (at === 1) throw Unreadable.at(start, 'the comment does not end');
        pieces.push({ kind: 'block comment', start, end: at });
      } else if (text[at] === '"') quoted();
      else if (!(text.startsWith('<<', at) && heredoc())) {
        if (text[at] === '{') depth += 1;
        if (text[at] === '}') depth -= 1;
        at += 1;
        if (depth < 0 && opened !== undefined) return;
        if (depth < 0) throw Unreadable.at(start, 'a brace closes that was not opened');
      }
    }
    if (opened !== undefined) throw Unreadable.at(opened, 'the interpolation does not end');
  };

  const quoted = (): void => {
    const start = at;
    at += 1;
    const whole = template('quoted part', {
      literal: () => {
        take(LITERAL);
        return text[at] === '"' || text[at] === '$' || text[at] === '%';
      },
      start,
    });
    at += 1;
    whole.end = at;
  };

  const template = (
    kind: HclPart['kind'],
    of: { readonly literal: () => boolean; readonly start: number; readonly heredoc?: HclPart['heredoc'] },
  ): HclTemplate => {
    const whole: HclTemplate = { parts: [], start: of.start, end: of.start };
    let stripped = false;
    for (;;) {
      const start = at;
      if (!of.literal()) throw Unreadable.at(of.start, 'the string does not end');
      const end = at;
      const last = !(text.startsWith('${', at) || text.startsWith('%{', at));
      const part: HclPart = {
        kind,
        start,
        end,
        template: whole,
        stripped: stripped || (!last && text[at + 2] === '~'),
        last,
        ...(of.heredoc ? { heredoc: of.heredoc } : {}),
      };
      whole.parts.push(part);
      pieces.push(part);
      if (last) return whole;
      at += 2;
      code(end);
      stripped = text[at - 2] === '~';
    }
  };

  const heredoc = (): boolean => {
    const start = at;
    const opening = take(HEREDOC);
    if (opening === null) return false;
    const [, dash, marker = ''] = opening;
    const body = at;
    const first = pieces.length;
    const flush = dash === '-';
    const whole = template('heredoc part', {
      start,
      heredoc: { marker, flush },
      // Up to an interpolation, or the line that is the marker alone.
      literal: () => {
        while (at < text.length) {
          if (text[at - 1] === '\n') {
            const line = at;
            const ends = take(LINE)?.[0].trim() === marker;
            at = line;
            if (ends) return true;
          }
          take(HEREDOC_LITERAL);
          if (text[at] !== '\n') return at < text.length;
          at += 1;
        }
        return false;
      },
    });
    const bodyEnd = at;
    at = text.indexOf(marker, at) + marker.length;
    whole.end = at;
    if (whole.parts.length === 1) {
      const piece = {
        kind: 'heredoc',
        start,
        end: at,
        body: { start: body, end: bodyEnd },
        marker,
        flush,
      } as const;
      pieces.splice(first, pieces.length - first, piece);
    }
    return true;
  };

  code(undefined);
  return pieces;
}
