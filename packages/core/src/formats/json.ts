import { writeBlockComment, writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import { faultOf } from './json-fault.ts';
import { type JsonToken, tokensOf, withoutExtras } from './json-tokens.ts';
import { Unreadable } from './problems.ts';
import { join, splice, type Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';

/**
 * JSON by RFC 8259, with `JSON.parse` as the judge. Comments and trailing commas, as in `tsconfig.json` and VS Code's
 * settings (https://code.visualstudio.com/docs/languages/json), are read too where a text has them. In a string
 * everything can be written; a block comment takes all but its end.
 */
export const substituteInJson: Substitute = substituteBy(read);

function read(text: string): Document {
  const tokens = tokensOf(text);
  return {
    values: readJson(text, tokens),
    stretches: () => tokens.flatMap((token) => stretchOf(token)),
  };
}

/** Reads JSON, with comments and trailing commas. @throws Unreadable */
export function readJson(text: string, known?: readonly JsonToken[]): unknown {
  if (known === undefined) {
    try {
      return JSON.parse(text);
    } catch {
      // It has comments, or is none: its tokens tell.
    }
  }
  const tokens = known ?? tokensOf(text);
  const { strict, extras } = withoutExtras(tokens);
  try {
    const blanks = extras.map(({ start, end }) => ({ start, end, source: ' ' }));
    return JSON.parse(splice(text, blanks));
  } catch {
    // Engines differ in whether their message has an offset, and quote the text in it.
    const { offset, reason } = faultOf(text, strict);
    throw Unreadable.at(offset, reason);
  }
}

function stretchOf({ kind, start, end }: JsonToken): readonly Stretch[] {
  if (kind === 'string') return [{ start, end, write: (parts) => join(parts, escape) }];
  if (kind === 'line comment') return [{ start, end, write: writeLineComment }];
  if (kind === 'block comment') return [{ start, end, write: writeBlockComment }];
  return [];
}

function escape(plaintext: string): string {
  return JSON.stringify(plaintext).slice(1, -1);
}
