import { expect, test } from 'vitest';
import { COMMANDS } from '../src/table/commands.ts';
import { usage } from '../src/usage.ts';

const names = Object.keys(COMMANDS);

test.each([[['--help']], ...names.map((name) => [[name, '--help']])])('help of %s is ASCII', async (args) => {
  // packages/cli/build/string-width.ts counts on it.
  expect(await usage('kmscrypt', args)).toMatch(/^[\n\x20-\x7e]+$/);
});

test.each(Object.entries(COMMANDS))('help of %s lists every option', async (name, { options }) => {
  const help = await usage('gruntkms', [name, '--help']);
  expect(help).toContain(`gruntkms ${name}`);
  for (const option of Object.keys(options)) expect(help).toContain(`--${option} `);
});

test.each([
  ['no command', []],
  ['an unknown command', ['frob']],
  ['an unknown option', ['encrypt', '--frob']],
  ['a missing value', ['encrypt', '--key-id']],
  ['a value that is no choice', ['decrypt', '--as', 'word']],
  ['an option given twice', ['decrypt', '--ciphertext', 'a', '--ciphertext', 'b']],
  ['a file where none is taken', ['keygen', 'x']],
])('%s is a usage error', async (_name, args) => {
  await expect(usage('kmscrypt', args)).rejects.toMatchObject({
    code: 'USAGE',
    hints: [expect.stringMatching(/--help/)],
  });
});

test('prints a completion script', async () => {
  expect(await usage('kmscrypt', ['completion'])).toContain('kmscrypt');
});
