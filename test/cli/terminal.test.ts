import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { type Program, PROGRAMS } from '../support/programs.ts';
import { run, runCommand } from '../support/run.ts';

const DRIVER = join(import.meta.dirname, '..', 'support', 'in-terminal.py');
const env = { KMSCRYPT_LOCAL_KEY: randomBytes(32).toString('base64'), TERM: 'xterm' };
const PROMPT = '(hidden)';

interface Seen {
  readonly screen: string;
  readonly stdout: string;
  readonly status: number;
  readonly restored: boolean;
}

/** Types into `encrypt` on a terminal, once the prompt stands there. */
async function type(program: Program, ...keys: readonly string[]): Promise<Seen> {
  const steps = keys.map((text) => [PROMPT, text]);
  const command = [
    'python3',
    DRIVER,
    JSON.stringify(steps),
    ...program.command,
    'encrypt',
    '--key-id',
    'local',
  ];
  const { stdout, stderr } = await runCommand(command, { env });
  expect(stderr).toBe('');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what in-terminal.py prints
  return JSON.parse(stdout.toString()) as Seen;
}

/** What is typed, and what is encrypted then. */
const TYPED: readonly (readonly [string, readonly string[], string])[] = [
  ['a password', ['hunter2\r'], 'hunter2'],
  ['a line that ends in \\n', ['hunter2\n'], 'hunter2'],
  ['backspaces', ['hunterX\u007f22\b\r'], 'hunter2'],
  ['UTF-8', ['pässwörd 🔑 日本\r'], 'pässwörd 🔑 日本'],
  ['UTF-8, byte by byte', ['p\udcc3', '\udca4', 'ss\r'], 'päss'],
  ['backspace over UTF-8', ['p🔑ä\u007f\u007fw\r'], 'pw'],
  ['Ctrl-U and Ctrl-W', ['wrong\u0015two words\u0017w\r'], 'two w'],
  ['spaces at both ends', ['  a \r'], '  a '],
  ['a long paste', [`${'0123456789'.repeat(300)}\r`], '0123456789'.repeat(300)],
  ['nothing', ['\r'], ''],
];

describe.skipIf(lacking('python3')).each(PROGRAMS)('the hidden prompt of the $name', (program) => {
  it.for(TYPED)('takes %s', async ([, keys, plaintext]) => {
    const { screen, stdout, status, restored } = await type(program, ...keys);
    expect({ status, restored }, screen).toEqual({ status: 0, restored: true });
    expect(stdout).toMatch(/^kmscrypt::v2::[A-Za-z0-9+/]+={0,2}\n$/);
    expect((await run(program, ['decrypt'], { env, input: stdout.trimEnd() })).stdout.toString()).toBe(
      plaintext,
    );
    // The question, its newline, and nothing of what was typed.
    expect(screen.replace(/\r?\n/g, '\n')).toBe('Plaintext (hidden): \n');
  });

  it.for([
    ['Ctrl-C', ['hun\u0003']],
    ['Ctrl-C first', ['\u0003']],
    ['Ctrl-D', ['\u0004']],
  ] as const)('ends on %s', async ([, keys]) => {
    const { screen, stdout, status, restored } = await type(program, ...keys);
    expect({ status, stdout, restored }, screen).toEqual({ status: 130, stdout: '', restored: true });
    expect(screen).toContain('[INTERRUPTED]');
    expect(screen).not.toContain('hun');
  });

  it('refuses a paste of several lines rather than take the first of them', async () => {
    const { screen, stdout, status, restored } = await type(program, 'one\ntwo\nthree\n');
    expect({ status, stdout, restored }, screen).toEqual({ status: 2, stdout: '', restored: true });
    expect(screen).not.toMatch(/one\r?\n|two|three/);
  });

  it('is not shown where stdin is no terminal', async () => {
    expect((await run(program, ['encrypt', '--key-id', 'local'], { env, input: 'x' })).stderr).toBe('');
  });
});
