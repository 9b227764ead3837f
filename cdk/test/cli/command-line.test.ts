import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { run } from '../../src/cli/run.ts';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { witness } from './support/surroundings.ts';

const set = { program: 'kmscrypt-cdk', usage: ['usage'], commands: COMMANDS, epilogue: ['end'] };

describe('what a command line asks for', () => {
  it.each([
    { args: ['validate'], name: 'validate', options: {}, patterns: [], rest: [] },
    {
      args: ['--config', 'a.yaml', 'validate'],
      name: 'validate',
      options: { config: 'a.yaml' },
      patterns: [],
      rest: [],
    },
    { args: ['validate', '--json'], name: 'validate', options: { json: true }, patterns: [], rest: [] },
    {
      args: [
        'deploy',
        'stage/*',
        '--parallel',
        '3',
        '*/keys',
        '--profiles=a-{name}',
        '--',
        '--force',
        'x',
        '--',
        'y',
      ],
      name: 'deploy',
      options: { parallel: 3, profiles: 'a-{name}' },
      patterns: ['stage/*', '*/keys'],
      rest: ['--force', 'x', '--', 'y'],
    },
    {
      args: ['lambda-config', 'ssh-key-sync', '--config', 'a.yaml'],
      name: 'lambda-config',
      options: { config: 'a.yaml' },
      argument: 'ssh-key-sync',
      patterns: [],
      rest: [],
    },
    {
      args: ['init', '--account', 'security=111111111111', '--account', 'logs=222222222222'],
      name: 'init',
      options: { account: ['security=111111111111', 'logs=222222222222'] },
      patterns: [],
      rest: [],
    },
  ])('$args', async ({ args, name, ...invocation }) => {
    expect(await readCommandLine(args, set)).toMatchObject({
      kind: 'command',
      command: { name },
      invocation,
    });
  });

  it.each([
    [[]],
    [['validate', 'extra']],
    [['lambda-config']],
    [['lambda-config', 'extra']],
    [['lambda-config', 'ssh-key-sync', 'extra']],
    [['validate', '--jso']],
    [['validate', '--config']],
    [['validate', '--config', 'a', '--config', 'b']],
    [['validate', '--', '--force']],
    [['list', '--', 'x']],
    [['init', '--layout', 'seven']],
    [['deploy', '--parallel', 'many']],
    [['profiles', '--format', 'xml']],
    [['--unknown']],
  ])('refuses %j', async (args) => {
    await expect(readCommandLine(args, set)).rejects.toMatchObject({
      code: 'USAGE',
      hints: [expect.stringContaining('--help')],
    });
  });
});

it.each([
  { args: ['lst'], meant: ['did you mean list?'] },
  { args: ['deployy', '--help'], meant: ['did you mean deploy?'] },
  { args: ['List', '--json'], meant: ['did you mean list?'] },
  { args: ['terraform'], meant: [] },
])('$args: unknown command', async ({ args, meant }) => {
  await expect(readCommandLine(args, set)).rejects.toMatchObject({
    code: 'USAGE',
    message: `unknown command ${args[0]}`,
    hints: [...meant, 'kmscrypt-cdk --help says what there is'],
  });
});

it('destroy has no default in its help', async () => {
  const line = await readCommandLine(['destroy', '--help'], set);
  expect(line).toMatchObject({ kind: 'text', text: expect.stringContaining('--all') });
  expect(line).toMatchObject({ kind: 'text', text: expect.not.stringContaining('default all') });
});

describe('--help', () => {
  it.each(COMMANDS)(
    'of $name names all that it takes',
    async ({ name, describe: summary, options, details }) => {
      const { surroundings, printed } = witness({ cwd: '/' });
      expect(await run([name, '--help'], surroundings)).toBe(0);
      const [text = ''] = printed;
      expect(text.split('\n')[0]).toMatch(new RegExp(`^kmscrypt-cdk ${name} .*\\[options\\]`));
      expect(text).toContain(summary);
      for (const option of Object.keys(options)) expect(text).toMatch(new RegExp(`^ +--${option} `, 'm'));
      for (const line of details) expect(text).toContain(line);
      expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect(text).not.toMatch(/\[(?:string|boolean|number|array|default|choices)/);
    },
  );

  it('lists all commands', async () => {
    const { surroundings, printed } = witness({ cwd: '/' });
    await run(['--help'], surroundings);
    expect([...(printed[0] ?? '').matchAll(/^ {2}kmscrypt-cdk (\S+)/gm)].map(([, name]) => name)).toEqual(
      COMMANDS.map(({ name }) => name),
    );
  });

  it('--version is that of the package', async () => {
    const { surroundings, printed } = witness({ cwd: '/' });
    expect(await run(['--version'], surroundings)).toBe(0);
    expect(printed).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/)]);
  });
});
