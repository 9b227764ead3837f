import { type DocumentFormat, readDocument } from '@kmscrypt/core/documents';
import { expect, test } from 'vitest';
import { unencryptableIn } from '../../src/scan/unencryptable.ts';

const TOKEN = 'kmscrypt::AQIC';

test.each<[string, DocumentFormat, string, readonly string[]]>([
  ['an alias of a plaintext', 'yaml', 'x: &pw hunter2\ndb: {password: *pw}\n', ['db.password']],
  ['an alias of a token', 'yaml', `x: &pw ${TOKEN}\ndb: {password: *pw}\n`, []],
  ['an alias of a map', 'yaml', 'x: &m {a: 1}\npassword: *m\n', []],
  ['bytes', 'yaml', 'password: !!binary aHVudGVyMg==\n', ['password']],
  ['a template with text', 'hcl', 'password = "hunter2-${var.env}"\n', ['password']],
  ['a template without', 'hcl', 'password = "${var.a}${var.b}"\n', []],
  ['a token in a template', 'hcl', `password = "${TOKEN}-\${var.env}"\n`, []],
  ['a reference', 'hcl', 'password = var.password\n', []],
  ['what is not selected', 'yaml', 'x: &a hunter2\ny: *a\n', []],
])('%s', async (_name, format, text, expected) => {
  const document = await readDocument(format, text);
  const spots = unencryptableIn(document, (path) => path.includes('password'));
  expect(spots.map(({ path }) => path)).toEqual(expected);
});
