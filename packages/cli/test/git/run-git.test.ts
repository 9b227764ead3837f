import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { runGit } from '../../src/git/run-git.ts';

it.each([
  ['no git', ['status'], { PATH: '/missing' }, 'ENOENT'],
  ['too long a command line', ['status', 'x'.repeat(3_000_000)], process.env, 'E2BIG'],
])('says why git cannot be run: %s', (_name, args, env, reason) => {
  expect(() => runGit(args, { cwd: tmpdir(), env })).toThrow(
    expect.objectContaining({ code: 'PROGRAM_FAILED', message: expect.stringContaining(reason) }),
  );
});
