import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { COMMANDS, EPILOGUE, USAGE } from '../../src/cli/commands.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const SET = { program: 'kmscrypt-cdk', usage: USAGE, commands: COMMANDS, epilogue: EPILOGUE };

it.each(COMMANDS.map(({ name }) => name))('%s is in the table of the README', (name) => {
  const [, table = ''] = /^## Commands$(.*?)^## /ms.exec(README) ?? [];
  expect(table).toMatch(new RegExp(`^\\| [^|]*\`${name}\``, 'm'));
});

const lines = [...README.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = '']) => block.split(/\n|&&/))
  .flatMap((line) => /\bkmscrypt-cdk ([^>#]+)/.exec(line)?.[1]?.trim() ?? []);

it.each(lines)('kmscrypt-cdk %s, as the README has it, can be read', async (line) => {
  expect(await readCommandLine(line.split(/\s+/), SET)).toMatchObject({ kind: 'command' });
});

it('the README has a first use of each part', () => {
  expect(lines).toEqual(expect.arrayContaining(['validate', 'deploy', 'lambda-config ssh-key-sync']));
});
