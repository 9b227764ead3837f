import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { type Program, PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, localToken, type Outcome, run, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const ROOT = process.getuid?.() === 0;
// Put together here, so that no scanner takes this file for one that leaks.
const ID = ['AK', 'IA', 'QWERTYUIOPASDFGH'].join('');
const LEAK = `id: ${ID}\n`;
const GIT_USER = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
});

type Files = Readonly<Record<string, string | Buffer>>;

function write(cwd: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
}

function folder(files: Files = {}): string {
  const cwd = temporaryFolder();
  write(cwd, files);
  return cwd;
}

/** Runs git as somebody without a configuration. */
async function git(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return runCommand(['git', ...args], { cwd, env: { HOME: cwd, ...GIT_USER } });
}

async function repository(files: Files = {}): Promise<string> {
  const cwd = folder(files);
  await git(cwd, 'init', '-q');
  return cwd;
}

const RULES = `rules:
  - path: config/*-prod.*
    key-id: alias/cmk-prod
    encrypt: { match: (?i)password|secret }
    bind: file
  - path: config/*-dev.*
    key-id: local
`;

describe.each(PROGRAMS)('scan with the $name', (program) => {
  const scan = (cwd: string, ...args: readonly string[]): Promise<Outcome> =>
    run(program, ['scan', ...args], { cwd, env: { HOME: cwd } });
  /** What is found, a line each, without messages. */
  const found = async (cwd: string, ...args: readonly string[]): Promise<string[]> => {
    const { stdout, stderr, status } = await scan(cwd, ...args);
    const lines = placesIn(stdout);
    const isClean = lines.length === 0;
    expect({ status, codes: codesOf(stderr) }, stderr).toEqual({
      status: isClean ? 0 : 3,
      codes: isClean ? [] : ['FINDINGS'],
    });
    return lines;
  };

  it('finds each kind, with a cure', async () => {
    const cwd = await repository({
      '.kmscrypt.yaml': RULES,
      'config/a-prod.json': `{ "password": "hunter2",\n  "secret": 5,\n  "x": "${token}" }`,
      'config/b-prod.yaml': `password: ${token}\n: [`,
      'config/a-dev.json': `{ "password": "hunter2", "x": "${token}" }`,
      'src/a.ts': `const id = '${ID}';\n// kmscrypt::AAA\n`,
    });
    const { stdout, stderr, status } = await scan(cwd);
    expect(placesIn(stdout)).toEqual([
      'config/a-prod.json:1:15: plaintext',
      'config/a-prod.json:2:13: plaintext',
      'config/a-prod.json:3:9: local-key',
      'config/a-prod.json:3:9: misplaced',
      expect.stringMatching(/^config\/b-prod\.yaml:\d+:\d+: unreadable$/),
      'config/b-prod.yaml:1:11: local-key',
      'config/b-prod.yaml:1:11: misplaced',
      'src/a.ts:1:13: leak',
      'src/a.ts:2:4: broken-token',
    ]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^kmscrypt: error: 9 findings in 3 files \[FINDINGS\]\n/);
    expect(hintsOf(stderr)).toHaveLength(6);
    expect(stdout.toString() + stderr).not.toMatch(new RegExp(`hunter2|${ID}`));
  });

  it('is silent where nothing is found', async () => {
    const cwd = await repository({
      a: 'x',
      'config/a-dev.json': `{ "password": "${token}" }`,
      '.kmscrypt.yaml': RULES,
    });
    expect(await scan(cwd)).toMatchObject({ status: 0, stderr: '', stdout: Buffer.alloc(0) });
  });

  it.skipIf(lacking('python3'))('says so on a terminal', async () => {
    const cwd = await repository({ a: 'x', b: 'x' });
    const driver = join(import.meta.dirname, '..', 'support', 'in-terminal.py');
    const { stdout } = await runCommand(['python3', driver, '[]', ...program.command, 'scan'], { cwd });
    expect(JSON.parse(stdout.toString())).toMatchObject({
      screen: 'kmscrypt: 2 files, nothing found\r\n',
      stdout: '',
      status: 0,
    });
  });

  describe('looks at', () => {
    it('what git tracks and what it does not ignore', async () => {
      const cwd = await repository({
        '.gitignore': '*.log\n/build/\ntracked\n',
        'sub/.gitignore': '!kept.log\nlocal\n',
        '.config/git/ignore': 'of-user\n',
        '.git/info/exclude': 'of-repository\n',
      });
      const names = [
        'a',
        'b.log',
        'build/c',
        'sub/kept.log',
        'sub/local',
        'of-user',
        'of-repository',
        'tracked',
        '.d/e',
      ];
      write(cwd, Object.fromEntries(names.map((name) => [name, LEAK])));
      await git(cwd, 'add', '--force', 'tracked', 'a');
      write(cwd, { untracked: LEAK });
      const expected = ['.d/e', 'a', 'sub/kept.log', 'tracked', 'untracked'];
      expect(await found(cwd)).toEqual(expected.map((name) => `${name}:1:5: leak`));
      expect(await found(join(cwd, 'sub'))).toEqual(['kept.log:1:5: leak']);
    });

    it('what is named, though it is ignored', async () => {
      const cwd = await repository({
        '.gitignore': 'x\nbuild/\n',
        x: LEAK,
        'build/a': LEAK,
        'build/b/c': LEAK,
      });
      expect(await found(cwd)).toEqual([]);
      expect(await found(cwd, 'x')).toEqual(['x:1:5: leak']);
      expect(await found(cwd, 'build')).toEqual(['build/a:1:5: leak', 'build/b/c:1:5: leak']);
      expect(await found(join(cwd, 'build'))).toEqual(['a:1:5: leak', 'b/c:1:5: leak']);
      expect(await found(cwd, '.', 'x', './x', 'build/a', join(cwd, 'x'))).toEqual([
        'build/a:1:5: leak',
        'x:1:5: leak',
      ]);
    });

    it('folders of no repository, also without git', async () => {
      const cwd = folder({ '.gitignore': '*.log\n', 'a.log': LEAK, 'b/c': LEAK, 'node_modules/d': LEAK });
      expect(await found(cwd)).toEqual(['b/c:1:5: leak']);
      const outcome = await run(program, ['scan'], { cwd, env: { PATH: '/nowhere' } });
      expect(placesIn(outcome.stdout)).toEqual(['b/c:1:5: leak']);
      expect(codesOf(outcome.stderr)).toEqual(['FINDINGS']);
    });

    it('a repository without git, by its .gitignore files', async () => {
      const cwd = await repository({ '.gitignore': '/b/*.log\n', 'b/c.log': LEAK, 'b/d': LEAK });
      const outcome = await run(program, ['scan'], { cwd: join(cwd, 'b'), env: { PATH: '/nowhere' } });
      expect(placesIn(outcome.stdout)).toEqual(['d:1:5: leak']);
    });

    it('a repository of somebody else, with a warning', async () => {
      const cwd = await repository({ '.gitignore': '*.log\n', 'a.log': LEAK, b: LEAK });
      // Git itself takes this variable for that.
      const env = { HOME: cwd, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
      const { stdout, stderr } = await run(program, ['scan'], { cwd, env });
      expect(placesIn(stdout)).toEqual(['b:1:5: leak']);
      expect(stderr).toMatch(/^kmscrypt: warning: \.: git: .*dubious ownership/);
    });

    it('no symlinks, unless one is named', async () => {
      const outside = folder({ leak: LEAK });
      const cwd = await repository({ a: LEAK });
      for (const [target, name] of [
        [join(outside, 'leak'), 'out'],
        [outside, 'folder'],
        ['nowhere', 'broken'],
        ['a', 'in'],
      ] as const) {
        symlinkSync(target, join(cwd, name));
      }
      expect(await found(cwd)).toEqual(['a:1:5: leak']);
      await git(cwd, 'add', '.');
      expect(await found(cwd)).toEqual(['a:1:5: leak']);
      expect(await found(cwd, 'out')).toEqual(['out:1:5: leak']);
      expect(await found(cwd, 'folder')).toEqual([`folder/leak:1:5: leak`]);
    });

    it('no pipe that took the place of a file', async () => {
      const cwd = await repository({ a: LEAK, pipe: 'x' });
      await git(cwd, 'add', '.');
      rmSync(join(cwd, 'pipe'));
      await runCommand(['mkfifo', join(cwd, 'pipe')]);
      expect(await found(cwd)).toEqual(['a:1:5: leak']);
    });

    it('what is outside, by its whole path', async () => {
      const cwd = folder({ 'a/x': '', b: LEAK });
      expect(await found(join(cwd, 'a'), '../b')).toEqual([`${cwd}/b:1:5: leak`]);
    });

    it('the rules of each file, the nearest first', async () => {
      const rules = (match: string): string =>
        `rules:\n  - path: "*.json"\n    encrypt: { match: ${match} }\n`;
      const text = '{ "a": 1, "b": 2 }';
      const cwd = await repository({
        '.kmscrypt.yaml': rules('^a'),
        'x.json': text,
        'sub/.kmscrypt.yaml': rules('^b'),
        'sub/x.json': text,
        'sub/sub/y.json': text,
      });
      expect(await found(cwd)).toEqual([
        'sub/sub/y.json:1:16: plaintext',
        'sub/x.json:1:16: plaintext',
        'x.json:1:8: plaintext',
      ]);
    });

    it('large files, binary files with tokens, and odd names', async () => {
      const large = Buffer.alloc(11 << 20, 'a: "some text"\n');
      const cwd = await repository({
        '.kmscrypt.yaml': 'rules:\n  - path: "*-prod.json"\n    encrypt: { match: ^k }\n',
        'large.txt': Buffer.concat([large, Buffer.from(LEAK)]),
        'large-prod.json': `[${`{"a":"${'x'.repeat(1000)}"},\n`.repeat(12_000)}{"k":"x"}]`,
        'image.png': Buffer.concat([Buffer.from('\0PNG'), large, Buffer.from(LEAK)]),
        'archive.bin': Buffer.concat([Buffer.from('\0'), Buffer.from(`${LEAK}kmscrypt::A`)]),
        'ü ✓\n%,:': LEAK,
      });
      truncateSync(join(cwd, 'image.png'), 12 << 20);
      expect(await found(cwd)).toEqual([
        'archive.bin:2:1: broken-token',
        'large-prod.json:12001:6: plaintext',
        expect.stringMatching(/^large\.txt:\d+:\d+: leak$/),
        'ü ✓\\u{a}%,::1:5: leak',
      ]);
    });
  });

  describe('with --staged', () => {
    it('looks at what is staged, not at the files', async () => {
      const cwd = await repository({
        '.kmscrypt.yaml': RULES,
        'a-clean': LEAK,
        b: 'x',
        'sub/c': LEAK,
        gone: LEAK,
      });
      await git(cwd, 'add', '.');
      write(cwd, { 'a-clean': 'now clean', b: LEAK, untracked: LEAK });
      unlinkSync(join(cwd, 'gone'));
      const expected = ['a-clean:1:5: leak', 'gone:1:5: leak', 'sub/c:1:5: leak'];
      expect(await found(cwd, '--staged')).toEqual(expected);
      expect(await found(cwd, '--staged', 'sub', 'b')).toEqual(['sub/c:1:5: leak']);
      expect(await found(cwd, '--staged', 'gone')).toEqual(['gone:1:5: leak']);
      // Wherever it is run, it looks at all that would be committed.
      expect(await found(join(cwd, 'sub'), '--staged')).toEqual([
        `${cwd}/a-clean:1:5: leak`,
        `${cwd}/gone:1:5: leak`,
        'c:1:5: leak',
      ]);
    });

    it('looks at what the last commit does not have', async () => {
      const cwd = await repository({ a: LEAK, b: LEAK, c: LEAK });
      await git(cwd, 'add', '.');
      await git(cwd, 'commit', '-q', '-m', 'x');
      expect(await found(cwd, '--staged')).toEqual([]);
      appendFileSync(join(cwd, 'a'), 'x');
      await git(cwd, 'mv', 'b', 'renamed');
      await git(cwd, 'rm', '-q', 'c');
      await git(cwd, 'add', '.');
      expect(await found(cwd, '--staged')).toEqual(['a:1:5: leak', 'renamed:1:5: leak']);
    });

    it('leaves out symlinks and submodules', async () => {
      const cwd = await repository({ 'inner/a': LEAK });
      const inner = join(cwd, 'inner');
      await git(inner, 'init', '-q');
      await git(inner, 'add', '.');
      await git(inner, 'commit', '-q', '-m', 'x');
      symlinkSync(ID, join(cwd, 'link'));
      await git(cwd, 'add', '.');
      expect((await git(cwd, 'ls-files', '--stage')).stdout.toString()).toMatch(/^160000[^]*^120000/m);
      expect(await found(cwd, '--staged')).toEqual([]);
      expect(await found(cwd)).toEqual([]);
    });

    it('judges by the rules of the work tree', async () => {
      const cwd = await repository({ '.kmscrypt.yaml': RULES, 'config/a-prod.json': '{ "password": "x" }' });
      await git(cwd, 'add', '.');
      expect(await found(cwd, '--staged')).toEqual(['config/a-prod.json:1:15: plaintext']);
      writeFileSync(join(cwd, '.kmscrypt.yaml'), '');
      expect(await found(cwd, '--staged')).toEqual([]);
    });

    it('takes large and many files, in one process of git', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [`many/${index}`, index % 100 === 7 ? LEAK : `${index}\n`]),
      );
      const cwd = await repository({
        ...many,
        empty: '',
        large: Buffer.concat([Buffer.alloc(9 << 20, 'line\n'), Buffer.from(LEAK)]),
        'with\nnewline': LEAK,
      });
      await git(cwd, 'add', '.');
      const places = await found(cwd, '--staged');
      expect(places).toHaveLength(7);
      expect(places).toEqual(expect.arrayContaining(['many/107:1:5: leak', 'with\\u{a}newline:1:5: leak']));
    });

    it.for<readonly [string, readonly string[]]>([
      ['commit -m x', ['commit', '-q', '-m', 'x']],
      ['commit -a', ['commit', '-q', '-a', '-m', 'x']],
      ['commit of one file', ['commit', '-q', '-m', 'x', '--', 'a']],
    ])('stops a %s from a pre-commit hook, also in another work tree', async ([, args]) => {
      const main = await repository({ a: 'clean\n' });
      installHook(main, program);
      const other = temporaryFolder();
      await git(main, 'add', '.');
      expect((await git(main, ...args)).status).toBe(0);
      await git(main, 'worktree', 'add', '-q', join(other, 'tree'));
      for (const cwd of [main, join(other, 'tree')]) {
        writeFileSync(join(cwd, 'a'), LEAK);
        if (!args.includes('-a')) await git(cwd, 'add', '.');
        const refused = await git(cwd, ...args);
        expect(refused.status).toBe(1);
        expect(codesOf(refused.stderr)).toEqual(['FINDINGS']);
        expect((await git(cwd, 'log', '--oneline')).stdout.toString().split('\n')).toHaveLength(2);
        writeFileSync(join(cwd, 'a'), 'clean again\n');
        if (!args.includes('-a')) await git(cwd, 'add', '.');
        expect(await git(cwd, ...args)).toMatchObject({ status: 0, stderr: '' });
        await git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
      }
    });
  });

  describe('fails on', () => {
    it.each<[string, readonly string[], number, string]>([
      ['a path that is not there', ['scan', 'a', 'nowhere'], 7, 'INPUT_FAILED'],
      ['an empty path', ['scan', ''], 2, 'USAGE'],
      ['a device', ['scan', '/dev/null'], 7, 'INPUT_FAILED'],
      ['an unknown report', ['scan', '--report', 'xml'], 2, 'USAGE'],
      ['--staged and a path that is nowhere', ['scan', '--staged', 'nowhere'], 7, 'INPUT_FAILED'],
      ['--staged and a path outside', ['scan', '--staged', '..'], 2, 'USAGE'],
    ])('%s', async (_, args, status, code) => {
      const cwd = await repository({ a: LEAK });
      const outcome = await run(program, args, { cwd });
      expect({ status: outcome.status, codes: codesOf(outcome.stderr) }, outcome.stderr).toEqual({
        status,
        codes: [code],
      });
      expect(outcome.stdout).toHaveLength(0);
    });

    it('--staged outside of a repository, or without git', async () => {
      const cwd = folder({ a: LEAK });
      const outside = await scan(cwd, '--staged');
      expect([outside.status, codesOf(outside.stderr)]).toEqual([2, ['USAGE']]);
      const without = await run(program, ['scan', '--staged'], { cwd, env: { PATH: '/nowhere' } });
      expect([without.status, codesOf(without.stderr)]).toEqual([7, ['PROGRAM_FAILED']]);
    });

    it('rules that cannot be read', async () => {
      const cwd = await repository({ 'sub/.kmscrypt.yaml': 'rules: [', 'sub/a': 'x' });
      const { status, stderr, stdout } = await scan(cwd);
      expect([status, stdout.length]).toEqual([2, 0]);
      expect(new Set(codesOf(stderr))).toEqual(new Set(['RULES_INVALID']));
      expect(stderr).toContain('sub/.kmscrypt.yaml:1:');
    });

    it('a staged blob that is lost', async () => {
      const cwd = await repository({ a: LEAK });
      await git(cwd, 'add', '.');
      const blob = (await git(cwd, 'rev-parse', ':a')).stdout.toString().trim();
      rmSync(join(cwd, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
      const { status, stderr } = await scan(cwd, '--staged');
      expect([status, codesOf(stderr)]).toEqual([7, ['PROGRAM_FAILED']]);
    });

    it('files and folders that may not be read, when it has looked at the others', async () => {
      const cwd = await repository({ a: LEAK, b: LEAK, 'c/d': LEAK, e: LEAK });
      chmodSync(cwd, 0o755);
      chmodSync(join(cwd, 'b'), 0);
      chmodSync(join(cwd, 'c'), 0);
      const privileged = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'];
      // Git would not list a repository of another user.
      const trust = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' };
      for (const env of [{ HOME: '/dev/null', ...trust }, { PATH: '/nowhere' }]) {
        const { stdout, stderr, status } = await runCommand(
          [...(ROOT ? privileged.with(0, '/usr/bin/setpriv') : []), ...program.command, 'scan'],
          { cwd, env },
        );
        expect(placesIn(stdout)).toEqual(['a:1:5: leak', 'e:1:5: leak']);
        expect(codesOf(stderr).toSorted()).toEqual(['FINDINGS', 'INPUT_FAILED', 'INPUT_FAILED']);
        expect(status).toBe(7);
      }
      chmodSync(join(cwd, 'c'), 0o755);
    });
  });

  it('prints JSON, SARIF and annotations', async () => {
    const cwd = await repository({ a: LEAK, b: 'x' });
    const json = JSON.parse((await scan(cwd, '--report', 'json')).stdout.toString()) as object;
    expect(json).toEqual({
      findings: [
        {
          kind: 'leak',
          file: 'a',
          line: 1,
          column: 5,
          message: expect.any(String),
          cure: expect.any(String),
        },
      ],
      files: 2,
    });
    const sarif = JSON.parse((await scan(cwd, '--report', 'sarif')).stdout.toString()) as object;
    expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'leak' }] }] });
    const github = await scan(cwd, '--report', 'github');
    expect(github.stdout.toString()).toMatch(/^::error file=a,line=1,col=5,title=[^:]*::[^\n]*\n$/);
    expect(github.status).toBe(3);
    const clean = await scan(cwd, '--report', 'json', 'b');
    expect([clean.status, clean.stdout.toString()]).toEqual([0, '{\n  "findings": [],\n  "files": 1\n}\n']);
  });
});

/** `file:line:column: kind` of each line. */
function placesIn(stdout: Buffer): string[] {
  return stdout
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => /^.*?:\d+:\d+: [a-z-]+(?=: )/.exec(line)?.[0] ?? line);
}

function installHook(cwd: string, { command }: Program): void {
  const path = join(cwd, '.git', 'hooks', 'pre-commit');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexec ${command.map((part) => `'${part}'`).join(' ')} scan --staged\n`);
  chmodSync(path, 0o755);
}
