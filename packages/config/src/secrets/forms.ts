// An import would load all that the module exports: 2 ms.
const { inspect } = process.getBuiltinModule('node:util');

/** Shorter plaintexts are not looked for: they are in every text by chance. In UTF-16 code units. */
export const SHORTEST = 4;
/** Of a line of a plaintext. */
const SHORTEST_LINE = 8;
/** Of the base64 that a plaintext leaves in the base64 of a longer text. */
const SHORTEST_BASE64 = 6;
/** The first and last line of a key or certificate: known to everybody. */
const ARMOUR = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/u;

/**
 * The texts as which a plaintext may stand in a log: itself, each line of it, and both as JSON, util.inspect, URLs and base64
 * write them. Of base64 also what stands in the base64 of a longer text, as in `Authorization: Basic …`.
 *
 * @returns none for a plaintext of fewer than 4 characters
 */
export function formsOf(plaintext: string): ReadonlySet<string> {
  const forms = new Set<string>();
  const add = (...texts: readonly string[]): void => {
    for (const text of texts) forms.add(text);
  };
  // A secret that was made with echo ends with a newline that its users leave out.
  const trimmed = plaintext.trim();
  for (const whole of new Set([plaintext, trimmed])) {
    if (whole.length < SHORTEST) continue;
    // As JSON writes it, it may stand in a URL or in base64, too.
    const [json = whole] = quoted(whole);
    for (const text of new Set([whole, json])) add(text, ...urlEncoded(text), ...base64Of(text));
    add(...quoted(whole));
  }
  if (!/[\r\n]/u.test(trimmed)) return forms;
  for (const line of trimmed.split(/[\r\n]+/u)) {
    const text = line.trim();
    if (text.length >= SHORTEST_LINE && !ARMOUR.test(text)) add(text, ...quoted(text));
  }
  return forms;
}

/** What neither JSON nor inspect escapes. */
const UNQUOTED = /^[ !#-&(-[\]-_a-~]*$/u;

function quoted(text: string): readonly string[] {
  if (UNQUOTED.test(text)) return [];
  const json = JSON.stringify(text).slice(1, -1);
  const shown = inspect(text, { breakLength: Infinity, maxStringLength: Infinity }).slice(1, -1);
  // What a JSON text becomes that is written as JSON once more: a log of a log.
  return [json, shown, JSON.stringify(json).slice(1, -1)];
}

function urlEncoded(text: string): readonly string[] {
  // What no URL escapes; and a lone surrogate cannot be escaped, and is in none.
  if (/^[\w.-]*$/u.test(text) || /\p{Cs}/u.test(text)) return [];
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  return [encodeURIComponent(text), encodeURI(text), form].flatMap((encoded) => [
    encoded,
    encoded.replace(/%[0-9A-F]{2}/gu, (escape) => escape.toLowerCase()),
  ]);
}

/** Standing alone, and wherever in a longer text it may begin: at a byte whose place is a multiple of 3, or 1 or 2 behind. */
function base64Of(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const inside = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), whole);
  });
  const padded = bytes.toString('base64');
  return [padded, padded.replace(/=+$/u, ''), ...inside]
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
    .filter((form) => form.length >= SHORTEST_BASE64);
}
