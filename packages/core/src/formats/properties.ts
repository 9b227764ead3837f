import { parseLines } from 'dot-properties';
import { writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import { escapeProperty, type PropertyLine, scanProperties, unescapeProperty } from './properties-lines.ts';
import { join, type Part, plaintextsOf, type Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';

/**
 * The files of java.util.Properties (its `load(Reader)`, Java SE 17). All outside printable ASCII is written as
 * `\uXXXX`, so a file reads the same as Latin-1 and as UTF-8. Our scanner follows Java's; dot-properties is the
 * second judge. Values hold everything; a key cannot hold a token, whose colon ends it.
 */
export const substituteInProperties: Substitute = substituteBy(read);

function read(text: string): Document {
  const lines = scanProperties(text);
  const pairs = lines.flatMap((line) =>
    line.kind === 'pair' ? [[unescapeProperty(text, line.key), unescapeProperty(text, line.value)]] : [],
  );
  return {
    values: { java: pairs, javascript: parseLines(text).filter((line) => Array.isArray(line)) },
    stretches: () => lines.map((line) => stretchOf(text, line)),
  };
}

function stretchOf(text: string, line: PropertyLine): Stretch {
  if (line.kind === 'comment') return { start: line.start, end: line.end, write: writeLineComment };
  const { start, end } = line.value;
  return {
    start,
    end,
    write: (parts, reveal) =>
      // With nothing in its place, what follows could become the white space before the value.
      plaintextsOf(parts).includes('')
        ? escapeProperty(reveal(unescapeProperty(text, line.value)))
        : join(parts.map(withoutLooseBackslash), escapeProperty),
  };
}

// A backslash before a token escapes its first letter, which is that letter; before a plaintext it may be more.
function withoutLooseBackslash(part: Part, index: number, parts: readonly Part[]): Part {
  if (part.kept === undefined || index === parts.length - 1) return part;
  let backslashes = 0;
  while (part.kept.at(-1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 1 ? { kept: part.kept.slice(0, -1) } : part;
}
