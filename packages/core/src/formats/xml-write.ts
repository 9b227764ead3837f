import { join, type Part, plaintextsOf, Refusal } from './stretch.ts';

/** Writes the text of an element. */
export function writeText(parts: readonly Part[]): string | Refusal {
  const source = join(parts, (plaintext) => plaintext.replace(/[&<>\r\u0085\u2028]/gu, reference));
  // Text must not hold the end of a CDATA section (section 2.4); it can arise where two parts meet.
  return refusal(parts) ?? source.replaceAll(']]>', ']]&gt;');
}

/** Writes the value of an attribute, in either quotes. Line ends and tabs would become spaces (section 3.3.3). */
export function writeAttribute(parts: readonly Part[]): string | Refusal {
  return (
    refusal(parts) ?? join(parts, (plaintext) => plaintext.replace(/[&<>"'\t\n\r\u0085\u2028]/gu, reference))
  );
}

/** Writes a CDATA section: its end, and the CR that a parser would turn into LF, stand between two sections. */
export function writeCdata(parts: readonly Part[]): string | Refusal {
  const refused = refusal(parts);
  if (refused !== undefined) return refused;
  const pieces: string[] = [];
  let tail = '';
  for (const part of parts) {
    const next =
      part.kept ?? part.plaintext.replaceAll(']]>', `]]${BREAK}>`).replaceAll('\r', ']]>&#13;<![CDATA[');
    const broken = (tail + next.slice(0, 2)).includes(']]>') ? BREAK + next : next;
    pieces.push(broken);
    tail = (tail + broken.slice(-2)).slice(-2);
  }
  return pieces.join('');
}

const BREAK = ']]><![CDATA[';

/** Writes what has no escapes: a comment or a processing instruction, which `end` would end, or `last` at its end. */
export function writeVerbatim(end: string, last: string): (parts: readonly Part[]) => string | Refusal {
  return (parts) => {
    const source = join(parts, (plaintext) => plaintext);
    const returns = plaintextsOf(parts).some((plaintext) => plaintext.includes('\r'));
    if (returns || source.includes(end) || source.endsWith(last)) {
      return new Refusal(
        'a comment or instruction of xml has no way to write this; remove the token from it',
      );
    }
    return refusal(parts) ?? source;
  };
}

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function reference(char: string): string {
  return NAMES[char] ?? `&#${char.charCodeAt(0)};`;
}

// All but the Char of section 2.2.
const NO_CHAR = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function refusal(parts: readonly Part[]): Refusal | undefined {
  if (plaintextsOf(parts).some((plaintext) => NO_CHAR.test(plaintext))) {
    return new Refusal('xml 1.0 has no way to write a control character; store it as base64');
  }
  if (parts.slice(0, -1).some((part) => part.kept !== undefined && /&[^;\s<&]*$/u.test(part.kept))) {
    return new Refusal('the token stands in the name of an entity; move it out of it');
  }
  return undefined;
}
