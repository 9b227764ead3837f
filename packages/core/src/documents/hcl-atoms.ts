import { decodeHeredoc, decodeQuoted } from '../formats/hcl-decode.ts';
import { type HclPiece, scanHcl } from '../formats/hcl-scan.ts';
import { Unreadable } from '../formats/problems.ts';

/** What the structure of an HCL file does not look into, up to `end`. */
export type HclAtom =
  | { readonly kind: 'comment'; readonly end: number }
  | {
      readonly kind: 'string' | 'heredoc';
      readonly end: number;
      /** Nothing where there are interpolations. */
      readonly value?: string;
    };

/** The comments and strings of a file by where they begin. @throws Unreadable where one of them does not end */
export function atomsOf(text: string): ReadonlyMap<number, HclAtom> {
  const atoms = new Map(scanHcl(text).map((piece) => atomOf(text, piece)));
  for (const [start, { kind, end }] of atoms) {
    if (kind === 'heredoc' && !/^\r?\n/u.test(text.slice(end, end + 2))) {
      throw Unreadable.at(start, 'a line break must follow the end of a heredoc');
    }
  }
  return atoms;
}

function atomOf(text: string, piece: HclPiece): readonly [start: number, atom: HclAtom] {
  const { start, end } = piece;
  switch (piece.kind) {
    case 'line comment':
    case 'block comment':
      return [start, { kind: 'comment', end }];
    case 'heredoc': {
      const value = decodeHeredoc(text.slice(piece.body.start, piece.body.end), piece.flush).normalize('NFC');
      return [start, { kind: 'heredoc', end, value }];
    }
    default: {
      const { template } = piece;
      const kind = piece.kind === 'quoted part' ? 'string' : 'heredoc';
      const isPlain = template.parts.length === 1;
      const value = isPlain ? { value: decodeQuoted(text.slice(start, end)).normalize('NFC') } : {};
      return [template.start, { kind, end: template.end, ...value }];
    }
  }
}
