import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

/** In every secret of the tests with it, so that one look finds any of them where none should be. */
export const CANARY: string = `canary${randomBytes(9).toString('hex')}`;
/** What is hard to hide: quotes, line breaks, escapes, other alphabets; no stretch of it without them is longer than 3. */
export const HARD: string = [
  `q"${part()}`,
  `'\\${part()}`,
  `\n%${part()}`,
  `%2${part()}`,
  `ü${part()}`,
  `☃${part()}`,
  `<&${part()}`,
].join('');

/** A secret, distinct for each label. */
export function secret(label: string | number = ''): string {
  return `${CANARY}${label}`;
}

/** The forms of the canaries that are found in a text: as they are, as JSON, URLs and util.inspect write them, in base64 and in hex. */
export function tracesIn(text: string): string[] {
  return FORMS.filter((form) => text.includes(form));
}

const FORMS: readonly string[] = [
  ...new Set([
    // No writer escapes anything of it.
    CANARY,
    ...[HARD, ...HARD.split('\n')].flatMap(written),
    ...[CANARY, HARD].flatMap(encoded),
  ]),
];

function written(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replaceAll(
    /[^ -~]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    ascii,
    inspect(value).slice(1, -1),
    encodeURIComponent(value),
    encodeURI(value),
    new URLSearchParams({ value }).toString().slice('value='.length),
  ];
}

function encoded(value: string): string[] {
  const inside = [0, 1, 2].map((before) =>
    Buffer.from('x'.repeat(before) + value)
      .toString('base64')
      .slice(4, -4),
  );
  const bytes = Buffer.from(value);
  return [...inside, ...inside.map(urlSafe), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function part(): string {
  return randomBytes(2).toString('hex').slice(0, 3);
}
