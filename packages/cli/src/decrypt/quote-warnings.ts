import { isUtf8 } from 'node:buffer';
import { positionsOf } from '@kmscrypt/core/position';
import type { TokenMatch } from '@kmscrypt/core/token';

const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const QUOTES = { 0x22: 'double quotes', 0x27: 'single quotes' } as const;

/**
 * Lines for stderr about tokens that stand in quotes and whose plaintext, put in as it is, breaks out of them: it holds
 * that quote, a line break, or a backslash in double quotes. Says nothing of the plaintext but that.
 */
export function quoteWarnings(
  source: string,
  bytes: Uint8Array,
  matches: readonly TokenMatch[],
  plaintexts: ReadonlyMap<string, Uint8Array>,
): string[] {
  const quoteAround = quoteFinder(bytes);
  const broken = matches.flatMap((match) => {
    const quote = quoteAround(match);
    const plaintext = plaintexts.get(match.token);
    return quote !== undefined && plaintext !== undefined && breaks(plaintext, quote)
      ? [{ match, quote }]
      : [];
  });
  if (broken.length === 0) return [];
  const positions = positionsOf(
    bytes,
    broken.map(({ match }) => match.start),
  );
  const warnings = broken.map(({ quote }, index) => {
    const { line, column } = positions[index] ?? { line: 1, column: 1 };
    const what = `the plaintext has a character that breaks the ${QUOTES[quote]} around the token`;
    return `kmscrypt: warning: ${source}:${line}:${column}: ${what}`;
  });
  const binary = broken.some(({ match }) => !isUtf8(plaintexts.get(match.token) ?? new Uint8Array()));
  const hint = binary
    ? 'a binary plaintext cannot stand in quotes: encrypt it as base64'
    : '--as json (yaml, toml, dotenv, …) escapes it, so that the output parses';
  return [...warnings, `kmscrypt: hint: ${hint}`];
}

type Quote = keyof typeof QUOTES;

function isQuote(code: number | undefined): code is Quote {
  return code !== undefined && Object.hasOwn(QUOTES, code);
}

/**
 * Finds the quote that opens before a token and closes after it on its line. To be asked for ascending tokens: it looks
 * at each byte once, however many tokens a line has.
 */
function quoteFinder(bytes: Uint8Array): (match: TokenMatch) => Quote | undefined {
  let seen = 0;
  let opened: Quote | undefined;
  const ahead = new Map<number, number>();
  const next = (code: number, from: number): number => {
    const known = ahead.get(code) ?? -1;
    if (known >= from) return known;
    const index = bytes.indexOf(code, from);
    const found = index === -1 ? bytes.length : index;
    ahead.set(code, found);
    return found;
  };
  return ({ start, end }) => {
    let before = start - 1;
    while (before >= seen && bytes[before] !== NEWLINE && !isQuote(bytes[before])) before -= 1;
    const code = bytes[before];
    if (before >= seen) opened = isQuote(code) ? code : undefined;
    seen = end;
    if (opened === undefined) return undefined;
    const closed = next(opened, end);
    return closed < bytes.length && closed < next(NEWLINE, end) ? opened : undefined;
  };
}

function breaks(plaintext: Uint8Array, quote: Quote): boolean {
  return (
    plaintext.includes(quote) ||
    plaintext.includes(NEWLINE) ||
    (QUOTES[quote] === 'double quotes' && plaintext.includes(BACKSLASH))
  );
}
