import { writeBlockComment, writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import { decodeHeredoc, decodeQuoted } from './hcl-decode.ts';
import { type HclPiece, scanHcl } from './hcl-scan.ts';
import { writeHeredoc, writeHeredocPart, writeQuotedPart } from './hcl-write.ts';
import type { Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';

/**
 * HCL 2 native syntax (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md): `.tf`, `.tfvars`, `.hcl`.
 * There is no small parser of it for JavaScript, so our scanner, which knows comments, strings and templates only,
 * reads the result again; the tests have HashiCorp's parser as the witness. Refused: text that is not in Unicode's
 * normal form C, which HCL would change; and, in a heredoc with interpolations, what would need an escape.
 */
export const substituteInHcl: Substitute = substituteBy(read);

function read(text: string): Document {
  const pieces = scanHcl(text);
  const values: unknown[] = [];
  let from = 0;
  for (const piece of pieces) {
    // Without quotes, as a heredoc may become a quoted string.
    values.push(text.slice(from, piece.start).replaceAll('"', ''), valueOf(text, piece));
    from = piece.end;
  }
  values.push(text.slice(from).replaceAll('"', ''));
  return {
    values,
    stretches: () =>
      pieces.map((piece) => ({ start: piece.start, end: piece.end, write: writerOf(text, piece) })),
  };
}

function valueOf(text: string, piece: HclPiece): string | null {
  const source = text.slice(piece.start, piece.end);
  switch (piece.kind) {
    case 'quoted part':
      return decodeQuoted(source).normalize('NFC');
    case 'heredoc':
      return decodeHeredoc(text.slice(piece.body.start, piece.body.end), piece.flush).normalize('NFC');
    case 'heredoc part':
      return decodeHeredoc(source, false).normalize('NFC');
    default:
      return null;
  }
}

function writerOf(text: string, piece: HclPiece): Stretch['write'] {
  switch (piece.kind) {
    case 'line comment':
      return writeLineComment;
    case 'block comment':
      return writeBlockComment;
    case 'quoted part':
      return (parts, reveal) => writeQuotedPart(parts, { text, piece, reveal });
    case 'heredoc part':
      return (parts, reveal) => writeHeredocPart(parts, { text, piece, reveal });
    default:
      return (parts, reveal) => writeHeredoc(parts, { text, piece, reveal });
  }
}
