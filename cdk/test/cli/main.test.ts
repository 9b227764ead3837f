import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fourAccounts } from '../support/configs.ts';
import { folder } from './support/folder.ts';
import { yamlOf } from './support/yaml-of.ts';

const LAUNCH = fileURLToPath(new URL('support/launch.ts', import.meta.url));

/** Runs the command line as a process of its own. */
function start(cwd: string, ...args: readonly string[]) {
  return new Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>(
    (resolve) => {
      execFile(process.execPath, [LAUNCH, ...args], { cwd }, (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    },
  );
}

describe('as a process', () => {
  it('data on stdout, all else on stderr', async () => {
    const { status, stdout, stderr } = await start(folder(), 'init', '--name', 'acme');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'npm install\nnpx kmscrypt-cdk synth\n' });
    expect(stderr).toContain('kmscrypt-cdk.yaml');
  });

  it.each([
    { name: 'usage', args: ['deploy', '--paralel', '2'], status: 2, code: 'USAGE' },
    { name: 'no config', args: ['validate'], status: 2, code: 'CONFIG_MISSING' },
    { name: 'a broken config', args: ['list', '--config', 'broken.yaml'], status: 2, code: 'VALUE_MISSING' },
    {
      name: 'no such stack',
      args: ['list', '--config', 'good.json', 'qa'],
      status: 4,
      code: 'STACK_NOT_FOUND',
    },
    { name: 'a file in the way', args: ['init'], status: 7, code: 'FILE_EXISTS' },
  ])('$name: error, code, hint and status', async ({ args, status, code }) => {
    const cwd = folder({ 'broken.yaml': 'name: acme\n', 'good.json': yamlOf(fourAccounts()), 'app.mjs': '' });
    const result = await start(cwd, ...args);
    expect(result).toMatchObject({ status, stdout: '' });
    const lines = result.stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(new RegExp(`^kmscrypt-cdk: error: .+ \\[${code}\\]$`));
    expect(lines.at(-1)).toMatch(/^kmscrypt-cdk: hint: ./);
  });
});
