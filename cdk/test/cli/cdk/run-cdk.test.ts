import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { cdkProgram, runProgram } from '../../../src/cli/cdk/run-cdk.ts';
import { run } from '../../../src/cli/run.ts';
import { folder } from '../support/folder.ts';
import { project } from '../support/project.ts';
import { witness } from '../support/surroundings.ts';

/** Keeps what it is called with, and fails for the stacks that FAIL names. */
const FAKE = `
const { appendFileSync } = require('node:fs');
const [verb, id] = process.argv.slice(2);
appendFileSync('calls', verb + ' ' + id + '\\n');
console.log('output of ' + id);
process.exit((process.env.FAIL || '').split(',').includes(id) ? 9 : 0);
`;

async function deploy(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = project({ 'fake.cjs': FAKE });
  const { surroundings, told } = witness({ cwd, env: { ...env, PATH: process.env['PATH'] ?? '' } });
  // A label, as the test's own output is no place for that of the children.
  const runCdk: typeof surroundings.runCdk = (call) =>
    runProgram(join(cwd, 'fake.cjs'), { ...call, label: call.label ?? 'fake' });
  const status = await run(['deploy', ...args], { ...surroundings, runCdk });
  return { status, told, calls: readFileSync(join(cwd, 'calls'), 'utf8').trimEnd().split('\n') };
}

describe('with a program', () => {
  it('one after the other until one fails', async () => {
    const { status, told, calls } = await deploy({ FAIL: 'stage/keys' }, '*/keys');
    expect(status).toBe(9);
    expect(calls).toEqual(['synth **', 'deploy shared-services/keys', 'deploy stage/keys']);
    expect(told.at(-1)).toContain('deploy stage/keys prod/keys');
  });

  it('several at once: none that waits for the failed one', async () => {
    const { status, told, calls } = await deploy({ FAIL: 'stage/network' }, 'stage', '--parallel', '4');
    expect(status).toBe(9);
    expect(calls).not.toContain('deploy stage/dns');
    expect(told).toContainEqual(expect.stringMatching(/^not done: .*stage\/network.*stage\/dns/));
  });

  it('passes a signal on, and is interrupted', async () => {
    const cwd = folder({
      'slow.cjs': `
        process.on('SIGTERM', () => process.exit(7));
        setInterval(() => {}, 1000);
        require('node:fs').writeFileSync('ready', '');
      `,
    });
    const end = runProgram(join(cwd, 'slow.cjs'), { args: [], cwd, env: process.env, label: 'slow' });
    await expect.poll(() => existsSync(join(cwd, 'ready')), { timeout: 20_000 }).toBe(true);
    process.emit('SIGTERM', 'SIGTERM');
    expect(await end).toEqual({ status: 7, isInterrupted: true });
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });

  it('a child that a signal ends is interrupted', async () => {
    const cwd = folder({ 'die.cjs': "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);" });
    const end = await runProgram(join(cwd, 'die.cjs'), { args: [], cwd, env: process.env, label: 'die' });
    expect(end).toEqual({ status: 137, isInterrupted: true });
  });
});

describe('an error that is told twice', () => {
  it.each([
    { name: 'at the end: once', lines: ['a', 'b', 'b'], shown: ['a', 'b'] },
    { name: 'before the end: as it is', lines: ['b', 'b', 'a'], shown: ['b', 'b', 'a'] },
    { name: 'in red the second time: once', lines: ['b', '\u001B[31mb\u001B[39m'], shown: ['b'] },
    { name: 'once', lines: ['a', 'b'], shown: ['a', 'b'] },
  ])('$name', async ({ lines, shown }) => {
    const cwd = folder({ 'tell.cjs': `process.stderr.write(${JSON.stringify(`${lines.join('\n')}\n`)})` });
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    await runProgram(join(cwd, 'tell.cjs'), { args: [], cwd, env: process.env, isErrorTwice: true });
    expect(write.mock.calls.map(([text]) => text)).toEqual(shown.map((line) => `${line}\n`));
  });
});

it('cdk is the one that this package depends on', async () => {
  const { dependencies } = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  ) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { version } = JSON.parse(readFileSync(join(cdkProgram(), '../../package.json'), 'utf8')) as {
    readonly version: string;
  };
  expect(version).toBe(dependencies['aws-cdk']);
});
