import { type DocumentFormat, readDocument } from '@kmscrypt/core/documents';
import { encryptValue } from '@kmscrypt/core/encrypt';
import { openTokens } from '@kmscrypt/core/open-tokens';
import { findTokens } from '@kmscrypt/core/token';
import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigFile } from '../../src/config-file/open.ts';
import type { KeyAccess } from '../../src/edit/kept-edit.ts';
import { showPlaintexts } from '../../src/edit/shown.ts';
import { takeOver } from '../../src/edit/take-over.ts';

const RUNS = process.env['KMSCRYPT_SOAK'] ? 1_000 : 100;
const access: KeyAccess = {
  settings: {
    keyIds: ['local'],
    region: undefined,
    profile: undefined,
    roleArn: undefined,
    context: {},
    envelope: false,
  },
  env: process.env,
};
const before = process.env['KMSCRYPT_LOCAL_KEY'];

beforeAll(() => {
  process.env['KMSCRYPT_LOCAL_KEY'] = randomBytes(32).toString('base64');
});
afterAll(() => {
  if (before === undefined) delete process.env['KMSCRYPT_LOCAL_KEY'];
  else process.env['KMSCRYPT_LOCAL_KEY'] = before;
});

// `@` stands for a token.
const DOCUMENTS: readonly (readonly [DocumentFormat, string])[] = [
  ['json', '{\r\n\t// one\r\n\t"a": "@",\r\n\t"b": ["@", {"c": "x @ y", "n": 1}],\r\n\t"d": "plain",\r\n}'],
  ['yaml', '# c\na:   @ # one\nb:\n- "@"\n- c: \'x @ y\'\n  n: 1\nd: >-\n  @\ne: |\n  @\n'],
  ['toml', 'a = "@" # one\r\nb = [ "@",\r\n  \'@\' ]\r\n[t.u]\r\nc = """\r\nx @ y"""\r\nn = 1\r\n'],
  ['dotenv', '# c\nexport A=@ # one\nB="@"\nC=\'x @ y\'\n\nN=1'],
  ['properties', '! c\na = @\nb:@\nc x @ y\nn=1\n'],
  ['ini', '; c\na=@\n[s]\nb = "@"\nc = x @ y ; one\nn=1\n'],
  ['hcl', 'a = "@" # one\nb = [ "@", { c = "x @ y" } ]\nr "x" "y" {\n  d = <<EOT\n@\nEOT\n  n = 1\n}\n'],
  ['text', 'user @\npass @\n'],
];

async function open(format: DocumentFormat, template: string, plaintexts: readonly string[]) {
  let next = 0;
  const pieces = template.split('@');
  let text = pieces[0] ?? '';
  for (const piece of pieces.slice(1)) {
    text += (await encryptValue(plaintexts[next % plaintexts.length] ?? '', { keyIds: ['local'] })) + piece;
    next += 1;
  }
  const document = await readDocument(format, text);
  const file: ConfigFile = {
    name: 'file',
    path: '/file',
    bytes: Buffer.from(text),
    isNew: false,
    document,
    found: {},
  };
  return { file, opened: await openTokens(new Set(findTokens(text).map(({ token }) => token))) };
}

const plaintext = fc.oneof(
  fc.stringMatching(/^[ -~]{1,12}$/),
  fc.constantFrom('a\nb', ' ', '', "it's", '"', '#x', 'true', '5', 'x: y', '${x}', '\\', '€'),
);

describe.each(DOCUMENTS)('an edit of %s', (format, template) => {
  it('that changes nothing gives the very same file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plaintext, { minLength: 4, maxLength: 4 }), async (plaintexts) => {
        const { file, opened } = await open(format, template, plaintexts);
        const shown = await showPlaintexts(file, opened.plaintexts);
        expect(await takeOver(file, { shown, edited: shown.text }, access)).toBe(file.document.text);
      }),
      { numRuns: RUNS },
    );
  });

  it('of one value changes no other byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plaintext, { minLength: 4, maxLength: 4 }),
        fc.nat(),
        fc.stringMatching(/^[a-z][a-z ]{0,8}z$/),
        async (plaintexts, choice, value) => {
          const { file, opened } = await open(format, template, plaintexts);
          const shown = await showPlaintexts(file, opened.plaintexts);
          const document = await readDocument(format, shown.text);
          const fields = document.fields();
          const field = fields[choice % fields.length];
          if (field === undefined || field.value.text === value) return;
          const edited = document.change([{ path: field.path, scalar: { type: 'string', text: value } }]);
          const after = await takeOver(file, { shown, edited }, access);
          const [old, now] = [file.document, await readDocument(format, after)];
          // Every other value's token is the same, and around the changed one the bytes are.
          const changed = JSON.stringify(field.path);
          for (const each of old.fields()) {
            if (JSON.stringify(each.path) === changed) continue;
            expect(now.valueAt(each.path).text).toBe(each.value.text);
          }
          const at = old.valueAt(field.path);
          expect(after.startsWith(old.text.slice(0, at.start))).toBe(true);
          expect(after.endsWith(old.text.slice(at.end))).toBe(true);
          // And what was secret is not readable now.
          if (findTokens(at.text).length > 0)
            expect(findTokens(now.valueAt(field.path).text).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
