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
  ['exec without a command', ['exec']],
  ['exec without --', ['exec', 'node', 'app.js']],
  ['exec with nothing behind --', ['exec', '--']],
  ['exec with something before --', ['exec', 'node', '--', 'app.js']],
  ['exec with an option without its value', ['exec', '--only', '--', 'app.js']],
  ['exec with an unknown option', ['exec', '--frob', '--', 'app.js']],
  ['exec with an option given twice', ['exec', '--timeout', '1', '--timeout', '2', '--', 'a']],
])('%s is a usage error', async (_name, args) => {
  await expect(usage('kmscrypt', args)).rejects.toMatchObject({
    code: 'USAGE',
    hints: [expect.stringMatching(/--help/)],
  });
});

test('prints a completion script', async () => {
  expect(await usage('kmscrypt', ['completion'])).toContain('kmscrypt');
});

test('a command without -- is told the cure', async () => {
  await expect(usage('kmscrypt', ['exec', 'node', 'app.js'])).rejects.toMatchObject({
    message: expect.stringContaining('kmscrypt exec [options] -- CMD'),
  });
});

test('what stands behind -- is in no usage error', async () => {
  await expect(usage('kmscrypt', ['exec', '--frob', '--', 'canary', '--canary'])).rejects.toMatchObject({
    message: expect.not.stringContaining('canary'),
  });
});
