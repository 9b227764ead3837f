import { KmscryptError, type KmscryptErrorCode } from '../error.ts';
import { positionsOf } from '../position.ts';

/** What stands in the way of a document, at an index of its text; `reason` holds no plaintext and tells a cure. */
export interface Problem {
  readonly code: Extract<KmscryptErrorCode, 'FORMAT_NOT_PARSABLE' | 'FORMAT_CANNOT_EXPRESS'>;
  readonly offset: number;
  readonly reason: string;
}

/** A text that its format's parser refuses: thrown by a {@link Read}, turned into problems by the caller. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly faults: readonly { readonly offset: number; readonly reason: string }[];

  constructor(faults: Unreadable['faults']) {
    super('the text is not a document of the format');
    this.faults = faults;
  }

  /** The one fault at `offset`. */
  static at(offset: number, reason: string): Unreadable {
    return new Unreadable([{ offset, reason }]);
  }
}

/** One error for all problems of a text: the error itself where it is only one, else a `SEVERAL` in their order. */
export function errorOf(text: string, problems: readonly Problem[]): KmscryptError {
  const sorted = problems.toSorted((one, other) => one.offset - other.offset);
  const positions = positionsOf(
    text,
    sorted.map((problem) => problem.offset),
  );
  const errors = sorted.map(({ code, reason }, index) => {
    const position = positions[index];
    return new KmscryptError(code, reason, position ? { position } : {});
  });
  const [first] = errors;
  if (first !== undefined && errors.length === 1) return first;
  return new KmscryptError('SEVERAL', `${errors.length} places cannot be written`, { errors });
}

/** The index where a line and a column begin, both counted from 1 in UTF-16 units, as most parsers report them. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const newline = text.indexOf('\n', start);
    if (newline === -1) break;
    start = newline + 1;
  }
  return Math.min(text.length, start + column - 1);
}
