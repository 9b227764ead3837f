import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/documents/change-plan.ts';
import type { DocumentFormat } from '../../src/documents/document-format.ts';
import { type Document, readDocument } from '../../src/documents/document.ts';
import type { OutlineNode } from '../../src/documents/outline.ts';
import { RUNS } from '../runs.ts';

const TEMPLATES: readonly (readonly [format: DocumentFormat, template: string])[] = [
  ['json', '{"a": {"password": "@"}, "b": [1, "@"], "c": 1}'],
  ['json', '{"a": @, // c\n "b": [@]}'],
  ['yaml', 'a: &x\n  password: @\nb:\n- @\n- *x\n'],
  ['yaml', 'a: "@"\nb: \'@\'\nc: [@, {d: @}]\n'],
  ['yaml', '%TAG !a! tag:example.com,2000:\n---\na: |\n  @\n  @\nb: !a!t @ # c\n'],
  ['toml', 'a = "@"\n[b]\nc = [\'@\', { d = "@" }]\n'],
  ['toml', 'a = @\nb = """\n@\n"""\n'],
  ['dotenv', 'A=@\nexport B="@" # c\n'],
  ['properties', 'a.b = @\nc: @ \\\n  @\n'],
  ['ini', 'a = @\n[b]\nc = "@" ; c\nd[] = @\n'],
  ['hcl', 'a = "@"\nb {\n  c = ["@", { d = "@" }] # c\n}\n'],
  ['hcl', 'a = <<-E\n  @\n  E\nb = @\nc = "${@}"\n'],
  ['text', '@\n'],
];

const secretText = fc.stringMatching(/^[A-Za-z0-9]{16,32}$/u);
const SIGNS =
  '\' " ` : # { } [ ] ( ) < > & * ! | % @ , = ; \\ / $ ~ - ? ^ . + _ !a! !! !< *x >- """ \'\'\' \\u \\U \\x ${ %{ /* */ // [[';
const SPACED = [' ', '\t', '\r', '\n', '\0', '\uFEFF', '\uD800', '&x ', ': ', '= ', '? ', '%TAG ', '<<E\n'];
const LINES = ['\n- ', '\n[', ']\n', '\n---\n', '\n...\n'];
const sign = fc.constantFrom(...SIGNS.split(' '), ...SPACED, ...LINES);

/** Where, from the beginning of one of the secrets, how much goes, and what comes. */
const mutation = fc.record({
  at: fc.integer({ min: -6, max: 40 }),
  of: fc.nat(),
  gone: fc.constantFrom(0, 0, 1, 2),
  sign: fc.oneof(sign, fc.constant('')),
});

const given = fc
  .record({
    template: fc.constantFrom(...TEMPLATES),
    secret: secretText,
    mutations: fc.array(mutation, { maxLength: 4 }),
    scalar: fc.constantFrom<NonNullable<Change['scalar']>>(
      { type: 'string', text: 'v' },
      { type: 'string', text: '\n"\'`#\0' },
      { type: 'number', text: '1' },
      { type: 'null', text: 'null' },
    ),
  })
  .map(({ template: [format, template], secret, mutations, scalar }) => {
    let text = template.replaceAll('@', () => secret);
    for (const { at, of, gone, sign: comes } of mutations) {
      const starts = Array.from(text.matchAll(new RegExp(secret, 'gu')), ({ index }) => index);
      const from = Math.max(0, (starts[of % starts.length] ?? 0) + at);
      text = text.slice(0, from) + comes + text.slice(from + gone);
    }
    return { format, text, secret, scalar };
  });

describe('no error quotes a plaintext', () => {
  it('of a document with faults', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ format, text, secret, scalar }) => {
        for (const error of await errorsOf(format, text, { secret, scalar })) {
          expect(quoted(error, secret)).toEqual([]);
        }
      }),
      { numRuns: 10 * RUNS },
    );
  });

  const SECRET = 'Sup3rS3cretPlaintext';

  it.each<[string, DocumentFormat, string]>([
    ['the header of a block', 'yaml', `password: |${SECRET}\n`],
    ['an undefined handle', 'yaml', `password: !a!${SECRET}\n`],
    ['a tag that is none', 'yaml', `password: !<${SECRET}\n`],
    ['a token', 'yaml', `- a\n${SECRET}\n`],
    ['an escape', 'yaml', `password: "\\U${SECRET}"\n`],
    ['a directive', 'yaml', `%YAML ${SECRET}\n---\na: 1\n`],
    ['an alias', 'yaml', `password: *${SECRET}\n`],
    ['a quote', 'json', `{"password": ${SECRET}}`],
    ['an escape', 'toml', `password = "\\U${SECRET}"\n`],
    ['quotes', 'toml', `password = ${SECRET}\n`],
    ['a name', 'hcl', `password = "${SECRET}\n`],
  ])('%s in %s', async (_name, format, text) => {
    const error = await readDocument(format, text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(quoted(error, SECRET)).toEqual([]);
  });

  it.each([
    ['a tag', `password: !${SECRET}\n`, 'number'],
    ['a tag of a list', `password: !!${SECRET} []\n`, 'string'],
  ] as const)('%s', async (_name, text, type) => {
    const document = await readDocument('yaml', text);
    const errors = errorsIn(() => document.change([{ path: ['password'], scalar: { type, text: '1' } }]));
    expect(errors).toHaveLength(1);
    expect(quoted(errors[0], SECRET)).toEqual([]);
  });
});

/** All that reading and changing throw. A secret that has become a key is none: paths name it. */
async function errorsOf(
  format: DocumentFormat,
  text: string,
  { secret, scalar }: { readonly secret: string; readonly scalar: Change['scalar'] },
): Promise<readonly unknown[]> {
  let document: Document;
  try {
    document = await readDocument(format, text);
  } catch (error) {
    return [error];
  }
  if (keysOf(document.root).some((key) => piecesOf(secret).some((piece) => key.includes(piece)))) return [];
  const paths = [...document.fields().map(({ path }) => path), ['a'], ['b'], ['b', 'c'], ['new', 'x']];
  return paths.flatMap((path) => [
    ...errorsIn(() => document.valueAt(path)),
    ...errorsIn(() => document.change([{ path, scalar }])),
    ...errorsIn(() => document.change([{ path: [...path, 'x'], scalar }])),
    ...errorsIn(() => document.change([{ path }])),
  ]);
}

function errorsIn(run: () => unknown): readonly unknown[] {
  try {
    run();
    return [];
  } catch (error) {
    return [error];
  }
}

function keysOf(node: OutlineNode): readonly string[] {
  if (node.kind === 'list') return node.items.flatMap(keysOf);
  return node.kind === 'map' ? node.entries.flatMap(({ key, node: below }) => [key, ...keysOf(below)]) : [];
}

/** The messages of an error, and of those in it, that hold a piece of the secret. */
function quoted(error: unknown, secret: string): readonly string[] {
  return messagesOf(error).filter((message) => piecesOf(secret).some((piece) => message.includes(piece)));
}

function messagesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const nested = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return [error.message, ...[...nested, error.cause].flatMap(messagesOf)];
}

function piecesOf(secret: string): readonly string[] {
  return Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8));
}
