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
  const broken = matches.flatMap((match) => {
    const quote = quoteAround(bytes, match);
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
  return [
    ...warnings,
    'kmscrypt: hint: --as json (yaml, toml, dotenv, …) escapes it, so that the output parses',
  ];
}

type Quote = keyof typeof QUOTES;

function isQuote(code: number | undefined): code is Quote {
  return code !== undefined && Object.hasOwn(QUOTES, code);
}

/** The quote that opens before the token and closes after it on its line. */
function quoteAround(bytes: Uint8Array, { start, end }: TokenMatch): Quote | undefined {
  let before = start - 1;
  while (before >= 0 && bytes[before] !== NEWLINE && !isQuote(bytes[before])) before -= 1;
  const quote = bytes[before];
  if (!isQuote(quote)) return undefined;
  for (let after = end; after < bytes.length && bytes[after] !== NEWLINE; after += 1) {
    if (bytes[after] === quote) return quote;
  }
  return undefined;
}

function breaks(plaintext: Uint8Array, quote: Quote): boolean {
  return (
    plaintext.includes(quote) ||
    plaintext.includes(NEWLINE) ||
    (QUOTES[quote] === 'double quotes' && plaintext.includes(BACKSLASH))
  );
}
