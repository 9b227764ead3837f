import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { type Program, PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, localToken, type Outcome, run, runCommand } from '../support/run.ts';
import { makePath } from '../support/script-surroundings.ts';
import { makeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const RULES = 'rules:\n  - path: "*.json"\n    key-id: local\n    encrypt: { match: password }\n';
const CONFIG = '[user]\n\tname = n\n\temail = n@example.test\n[init]\n\tdefaultBranch = main\n';

const paths = makeFolder();
afterAll(() => rmSync(paths, { recursive: true, force: true }));

/** A work tree and what is run in it. */
interface Repository {
  readonly root: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly git: (...args: readonly string[]) => Promise<Outcome>;
  readonly kmscrypt: (...args: readonly string[]) => Promise<Outcome>;
  /** The same repository from another folder, or in another environment. */
  readonly at: (folder: string, env?: Readonly<Record<string, string>>) => Repository;
}

async function repository(program: Program, path: string): Promise<Repository> {
  const home = temporaryFolder();
  const root = join(home, `a "repo" it's`);
  mkdirSync(root);
  writeFileSync(join(home, '.gitconfig'), CONFIG);
  const surroundings = (cwd: string, env: Readonly<Record<string, string>>): Repository => ({
    root,
    home,
    env,
    git: (...args) => runCommand(['git', ...args], { cwd, env }),
    kmscrypt: (...args) => run(program, args, { cwd, env }),
    at: (folder, more = {}) => surroundings(join(cwd, folder), { ...env, ...more }),
  });
  const env = { HOME: home, PATH: path, KMSCRYPT_LOCAL_KEY: KEY, GIT_CONFIG_NOSYSTEM: '1' };
  const made = surroundings(root, env);
  await made.git('init', '--quiet', '.');
  return made;
}

/** Every file below a folder with its content, mode and time. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Object.fromEntries(
    files.flatMap((file) => {
      const { mode, mtimeMs, size } = statSync(file);
      const isFile = statSync(file).isFile();
      return isFile ? [[file, `${mode} ${size} ${mtimeMs} ${readFileSync(file, 'latin1')}`]] : [];
    }),
  );
}

function withoutTimes(files: Record<string, string>): Record<string, string> {
  const entries = Object.entries(files).map(([file, text]) => [
    file,
    text.replace(/^(\d+) (\d+) \S+/, '$1 $2'),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

const succeeded = { status: 0 };
const text = ({ stdout }: Outcome): string => stdout.toString('utf8');
const changedLines = (outcome: Outcome): string[] => text(outcome).match(/^[-+](?![-+]).*$/gm) ?? [];

describe.each(PROGRAMS)('git with the $name', (program) => {
  const path = makePath(join(paths, program.name), program);
  const withoutProgram = path.split(':').slice(1).join(':');
  const make = (): Promise<Repository> => repository(program, path);

  /** A repository whose one file went from one secret to another, the second not committed. */
  async function changed(): Promise<Repository> {
    const repo = await make();
    mkdirSync(join(repo.root, 'sub'));
    const write = async (secret: string): Promise<void> =>
      writeFileSync(join(repo.root, 'sub', 'app.json'), `{\n  "a": "${await localToken(KEY, secret)}"\n}\n`);
    await write('one');
    await repo.git('add', '.');
    await repo.git('commit', '--quiet', '--no-verify', '-m', 'one');
    await write('two');
    return repo;
  }

  describe('diffs', () => {
    it('show that a token changed, without a key', async () => {
      const repo = await changed();
      expect(await repo.kmscrypt('git', 'install', '--diff-only')).toMatchObject({
        ...succeeded,
        stderr: '',
      });
      const keyless = repo.at('.', { KMSCRYPT_REFUSE_LOCAL: '1' });
      for (const args of [['diff'], ['log', '-p'], ['show', 'HEAD']]) {
        const outcome = await keyless.git(...args);
        expect(outcome).toMatchObject({ ...succeeded, stderr: '' });
        expect(text(outcome)).not.toContain('kmscrypt::');
      }
      const lines = changedLines(await keyless.git('diff'));
      const mark = expect.stringMatching(/^[-+] {2}"a": "kmscrypt:<masked [0-9a-f]{8}>"$/);
      expect(lines).toEqual([mark, mark]);
      expect(lines[0]?.slice(1)).not.toBe(lines[1]?.slice(1));
      // What another program applies is the file itself.
      expect(text(await keyless.git('diff', '--no-textconv'))).toContain('kmscrypt::');
    });

    it('show plaintexts, or marks where they cannot be had', async () => {
      const repo = await changed();
      expect(await repo.kmscrypt('git', 'install', '--diff-only', '--decrypt')).toMatchObject(succeeded);
      expect(changedLines(await repo.git('diff'))).toEqual(['-  "a": "one"', '+  "a": "two"']);
      const refused = await repo.at('.', { KMSCRYPT_REFUSE_LOCAL: '1' }).git('diff');
      expect(refused.status).toBe(0);
      expect(changedLines(refused)).toHaveLength(2);
      expect(text(refused)).toContain('<masked ');
      const warning = /^kmscrypt: warning: app\.json: .*\[LOCAL_KEY_REFUSED\]$/;
      expect(refused.stderr.trim().split('\n')).toEqual([
        expect.stringMatching(warning),
        expect.stringMatching(warning),
      ]);
      expect((await repo.git('config', 'diff.kmscrypt.cachetextconv')).stdout.toString()).toBe('false\n');
      expect((await repo.git('for-each-ref')).stdout.toString()).not.toContain('notes');
      // Masked again.
      await repo.kmscrypt('git', 'install', '--diff-only');
      expect(text(await repo.git('diff'))).toContain('<masked ');
    });

    it('do not wait for AWS', async () => {
      const repo = await make();
      writeFileSync(join(repo.root, 'app.env'), `A=kmscrypt::${Buffer.from('a blob').toString('base64')}\n`);
      await repo.git('add', '.');
      await repo.kmscrypt('git', 'install', '--diff-only', '--decrypt');
      const aws = {
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
      };
      for (const credentials of [{}, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }]) {
        const outcome = await repo.at('.', { ...aws, ...credentials }).git('diff', '--cached');
        expect(outcome.status).toBe(0);
        expect(changedLines(outcome)).toEqual([expect.stringContaining('+A=kmscrypt:<masked ')]);
        expect(outcome.stderr).toMatch(/\[(?:CREDENTIALS_MISSING|NETWORK)\]\n$/);
      }
    });

    it('show the files as they are where the program has gone', async () => {
      const repo = await changed();
      await repo.kmscrypt('git', 'install', '--diff-only');
      const outcome = await repo.at('.', { PATH: withoutProgram }).git('diff');
      expect(outcome.status).toBe(0);
      expect(text(outcome)).toContain('kmscrypt::');
    });

    it('are those of files that rules name', async () => {
      const repo = await make();
      mkdirSync(join(repo.root, 'svc 1'));
      writeFileSync(join(repo.root, '.kmscrypt.yaml'), 'rules:\n  - path: ["config/*.{conf,txt}", "!x"]\n');
      writeFileSync(join(repo.root, 'svc 1', '.kmscrypt.yaml'), 'rules:\n  - path: secret*\n');
      const outcome = await repo.at('svc 1').kmscrypt('git', 'install', '--diff-only');
      expect(outcome.stderr).toMatch(/^kmscrypt: warning: \.kmscrypt\.yaml: .*!x.*\n$/);
      const attributes = await repo.git(
        'check-attr',
        'diff',
        '--',
        'config/a.txt',
        'config/a.conf',
        'config/a.json',
        'a.txt',
        'svc 1/secret',
        'svc 1/x/secret.env',
        'svc 1/other',
        'secret',
      );
      const driven = text(attributes).match(/^.*(?=: diff: kmscrypt$)/gm);
      expect(driven).toEqual(['config/a.txt', 'config/a.conf', 'svc 1/secret', 'svc 1/x/secret.env']);
    });

    it('need rules that can be read', async () => {
      const repo = await make();
      writeFileSync(join(repo.root, '.kmscrypt.yaml'), 'rule: []\n');
      const before = snapshot(join(repo.root, '.git'));
      const outcome = await repo.kmscrypt('git', 'install');
      expect(codesOf(outcome.stderr)).toEqual(['RULES_INVALID']);
      expect(snapshot(join(repo.root, '.git'))).toEqual(before);
    });
  });

  /** A repository with a rule and a plaintext that it forbids, staged. */
  async function forbidden(): Promise<Repository> {
    const repo = await make();
    writeFileSync(join(repo.root, '.kmscrypt.yaml'), RULES);
    await repo.git('add', '.');
    await repo.git('commit', '--quiet', '-m', 'rules');
    writeFileSync(join(repo.root, 'app.json'), '{ "password": "hunter2 hunter2" }\n');
    await repo.git('add', '.');
    return repo;
  }
  const commit = (repo: Repository, ...args: readonly string[]): Promise<Outcome> =>
    repo.git('commit', '--quiet', '-m', 'app', ...args);
  const isStopped = (outcome: Outcome): void => {
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['FINDINGS']);
    expect(outcome.status).toBe(1);
    expect(outcome.stderr + text(outcome)).not.toContain('hunter2');
  };

  describe('the hook', () => {
    it('stops a commit with a plaintext that a rule forbids, until it is encrypted', async () => {
      const repo = await forbidden();
      expect(await repo.kmscrypt('git', 'install', '--hook-only')).toMatchObject({
        ...succeeded,
        stderr: '',
      });
      isStopped(await commit(repo));
      expect(text(await repo.git('log', '--oneline'))).toMatch(/^\w+ rules\n$/);
      expect(await repo.kmscrypt('encrypt', '--in-place', 'app.json')).toMatchObject(succeeded);
      // What is staged counts.
      isStopped(await commit(repo));
      await repo.git('add', '.');
      expect(await commit(repo)).toMatchObject(succeeded);
    });

    it('looks at the index that the commit is made of', async () => {
      const repo = await forbidden();
      await repo.kmscrypt('git', 'install', '--hook-only');
      writeFileSync(join(repo.root, 'other.json'), '{}\n');
      await repo.git('add', '--intent-to-add', 'other.json');
      // Not the staged app.json.
      expect(await commit(repo, '--only', 'other.json')).toMatchObject(succeeded);
      await repo.git('reset', '--quiet');
      writeFileSync(join(repo.root, 'other.json'), '{ "password": "hunter2 hunter2" }\n');
      // Nothing is staged before --all stages it.
      isStopped(await commit(repo, '--all'));
      isStopped(
        await repo.at('.').git('commit', '--quiet', '-m', 'app', '--include', 'app.json', 'other.json'),
      );
    });

    it('works in all worktrees, and is installed from any', async () => {
      const repo = await forbidden();
      await repo.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked it');
      const linked = repo.at('../linked it');
      expect(await linked.kmscrypt('git', 'install')).toMatchObject({ ...succeeded, stderr: '' });
      isStopped(await commit(repo));
      writeFileSync(join(repo.home, 'linked it', 'b.json'), '{ "password": "hunter2 hunter2" }\n');
      await linked.git('add', '.');
      isStopped(await commit(linked));
      expect(text(await repo.git('check-attr', 'diff', 'a.json'))).toBe('a.json: diff: kmscrypt\n');
      expect(text(await repo.kmscrypt('git', 'uninstall'))).toBe('taken away\n');
      expect(await commit(linked)).toMatchObject(succeeded);
    });

    it('is where core.hooksPath says, also from a folder below', async () => {
      const repo = await forbidden();
      mkdirSync(join(repo.root, 'sub'));
      await repo.git('config', 'core.hooksPath', '.git hooks');
      const outcome = await repo.at('sub').kmscrypt('git', 'install', '--hook-only');
      expect(outcome).toMatchObject({ ...succeeded, stderr: '' });
      expect(text(outcome)).toContain('../.git hooks/pre-commit');
      expect(readdirSync(join(repo.root, '.git hooks'))).toEqual(['pre-commit']);
      isStopped(await commit(repo));
      isStopped(await commit(repo.at('sub')));
      await repo.kmscrypt('git', 'uninstall');
      expect(readdirSync(join(repo.root, '.git hooks'))).toEqual([]);
    });

    it('warns where other repositories have the same', async () => {
      const repo = await forbidden();
      await repo.git('config', '--global', 'core.hooksPath', '~/hooks');
      const outcome = await repo.kmscrypt('git', 'install', '--hook-only');
      expect(outcome.status).toBe(0);
      expect(outcome.stderr).toMatch(/^kmscrypt: warning: .*hooks \(core\.hooksPath\) .*\n$/);
      isStopped(await commit(repo));
    });

    it('comes before what an existing one does, and leaves it as it was', async () => {
      const repo = await forbidden();
      const hook = join(repo.root, '.git', 'hooks', 'pre-commit');
      writeFileSync(
        hook,
        '#!/usr/bin/env bash\necho theirs > ran\nexit 0\n# \xe4, no newline at the end',
        'latin1',
      );
      chmodSync(hook, 0o751);
      const before = withoutTimes(snapshot(join(repo.root, '.git')));
      await repo.kmscrypt('git', 'install');
      expect(statSync(hook).mode & 0o777).toBe(0o751);
      isStopped(await commit(repo));
      expect(existsSync(join(repo.root, 'ran'))).toBe(false);
      await repo.kmscrypt('encrypt', '--in-place', 'app.json');
      expect(await commit(repo, '--all')).toMatchObject(succeeded);
      expect(readFileSync(join(repo.root, 'ran'), 'utf8')).toBe('theirs\n');
      await repo.kmscrypt('git', 'uninstall');
      expect(withoutTimes(snapshot(join(repo.root, '.git')))[hook]).toBe(before[hook]);
    });

    it('goes into the hook that husky runs', async () => {
      const repo = await forbidden();
      const hook = join(repo.root, '.husky', 'pre-commit');
      // As husky 9 lays it out: git runs _/pre-commit, and that runs the file of its name one folder up.
      mkdirSync(join(repo.root, '.husky', '_'), { recursive: true });
      writeFileSync(
        join(repo.root, '.husky', '_', 'pre-commit'),
        '#!/usr/bin/env sh\nsh -e .husky/pre-commit "$@"\n',
      );
      chmodSync(join(repo.root, '.husky', '_', 'pre-commit'), 0o755);
      writeFileSync(hook, 'echo theirs > ran\n');
      const unused = await repo.kmscrypt('git', 'install', '--hook-only');
      expect(unused.stderr).toMatch(/^kmscrypt: warning: .*\.husky.*\n$/);
      await repo.kmscrypt('git', 'uninstall');
      await repo.git('config', 'core.hooksPath', '.husky/_');
      expect(await repo.kmscrypt('git', 'install', '--hook-only')).toMatchObject({
        ...succeeded,
        stderr: '',
      });
      isStopped(await commit(repo));
      await repo.kmscrypt('encrypt', '--in-place', 'app.json');
      expect(await commit(repo, '--all')).toMatchObject(succeeded);
      expect(existsSync(join(repo.root, 'ran'))).toBe(true);
      await repo.kmscrypt('git', 'uninstall');
      expect(readFileSync(hook, 'utf8')).toBe('echo theirs > ran\n');
    });

    it.for([
      ['is no shell script', '#!/usr/bin/env python3\nprint()\n', 0o755],
      ['is not executable', '#!/bin/sh\n', 0o644],
    ] as const)('is refused where the existing one %s', async ([, content, mode]) => {
      const repo = await forbidden();
      writeFileSync(join(repo.root, '.git', 'hooks', 'pre-commit'), content);
      chmodSync(join(repo.root, '.git', 'hooks', 'pre-commit'), mode);
      const before = snapshot(join(repo.root, '.git'));
      const outcome = await repo.kmscrypt('git', 'install');
      expect(codesOf(outcome.stderr)).toEqual(['OUTPUT_FAILED']);
      expect(hintsOf(outcome.stderr)).toHaveLength(1);
      expect(snapshot(join(repo.root, '.git'))).toEqual(before);
    });

    it('stops every commit where there is no program', async () => {
      const repo = await forbidden();
      await repo.kmscrypt('git', 'install', '--hook-only');
      const outcome = await commit(repo.at('.', { PATH: withoutProgram }));
      expect(outcome.status).toBe(1);
      expect(outcome.stderr).toMatch(/^kmscrypt: error: .*\nkmscrypt: hint: .*--no-verify.*\n$/);
    });

    it.skipIf(program.name === 'executable' || lacking('npx'))(
      'finds the program of the repository',
      async () => {
        const repo = await forbidden();
        await repo.kmscrypt('git', 'install', '--hook-only');
        mkdirSync(join(repo.root, 'node_modules', '.bin'), { recursive: true });
        symlinkSync(program.file, join(repo.root, 'node_modules', '.bin', 'kmscrypt'));
        const PATH = [dirname(process.execPath), process.env['PATH'] ?? ''].join(':');
        const outcome = await commit(repo.at('.', { PATH }));
        isStopped(outcome);
        expect(outcome.stderr).not.toContain('finds no kmscrypt');
      },
    );
  });

  it('installed twice is installed once, and uninstalled is as before', async () => {
    const repo = await changed();
    const folder = join(repo.root, '.git');
    await repo.git('status');
    const before = withoutTimes(snapshot(folder));
    await repo.kmscrypt('git', 'install', '--decrypt');
    const installed = snapshot(folder);
    const again = await repo.kmscrypt('git', 'install', '--decrypt');
    expect(again).toMatchObject({ ...succeeded, stderr: '' });
    expect(snapshot(folder)).toEqual(installed);
    expect(text(await repo.kmscrypt('git', 'uninstall', '--diff-only'))).toBe('taken away\n');
    expect(Object.keys(snapshot(folder))).toContain(join(folder, 'hooks', 'pre-commit'));
    expect(text(await repo.kmscrypt('git', 'uninstall'))).toBe('taken away\n');
    expect(withoutTimes(snapshot(folder))).toEqual(before);
    expect(text(await repo.kmscrypt('git', 'uninstall'))).toBe('nothing is installed here\n');
  });

  it('leaves attributes and configuration of others as they were', async () => {
    const repo = await make();
    const attributes = join(repo.root, '.git', 'info', 'attributes');
    const config = join(repo.root, '.git', 'config');
    writeFileSync(attributes, '*.json diff=theirs\n*.png -diff');
    writeFileSync(config, `${readFileSync(config, 'utf8')}; mine\n[diff "theirs"]\n\ttextconv = cat`);
    const before = withoutTimes(snapshot(join(repo.root, '.git')));
    await repo.kmscrypt('git', 'install');
    // Whoever says it for this repository means it.
    expect(text(await repo.git('check-attr', 'diff', 'a.json', 'a.yaml'))).toBe(
      'a.json: diff: theirs\na.yaml: diff: kmscrypt\n',
    );
    await repo.kmscrypt('git', 'uninstall');
    const after = withoutTimes(snapshot(join(repo.root, '.git')));
    expect(after[attributes]).toBe(before[attributes]);
    // Git itself ends the last line when it writes.
    expect(readFileSync(config, 'utf8').trimEnd()).toContain('; mine\n[diff "theirs"]\n\ttextconv = cat');
  });

  it('works where git has set its variables, as in its hooks and aliases', async () => {
    const repo = await forbidden();
    mkdirSync(join(repo.root, 'sub'));
    const folder = join(repo.root, '.git');
    const hook = join(folder, 'hooks', 'pre-commit');
    for (const [cwd, env] of [
      ['.', { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index', GIT_PREFIX: 'sub/' }],
      ['sub', { GIT_DIR: folder, GIT_WORK_TREE: repo.root }],
      ['..', { GIT_DIR: folder, GIT_WORK_TREE: repo.root }],
    ] as const) {
      const inside = repo.at(cwd, env);
      if (cwd === '..') {
        expect(codesOf((await inside.kmscrypt('git', 'install')).stderr)).toEqual(['USAGE']);
        continue;
      }
      expect(await inside.kmscrypt('git', 'install')).toMatchObject({ ...succeeded, stderr: '' });
      expect(existsSync(hook)).toBe(true);
      expect(existsSync(join(folder, 'info', 'attributes'))).toBe(true);
      expect(await inside.kmscrypt('git', 'uninstall')).toMatchObject(succeeded);
      expect(existsSync(hook)).toBe(false);
    }
    expect(await repo.at('sub').git('-c', 'alias.setup=!kmscrypt git install', 'setup')).toMatchObject(
      succeeded,
    );
    isStopped(await commit(repo));
  });

  it('needs a work tree', async () => {
    const folder = temporaryFolder();
    const env = { HOME: folder, PATH: path };
    const outside = await run(program, ['git', 'install'], { cwd: folder, env });
    expect(codesOf(outside.stderr)).toEqual(['USAGE']);
    expect(outside).toMatchObject({ status: 2, stdout: Buffer.alloc(0) });
    await runCommand(['git', 'init', '--quiet', '--bare', 'bare.git'], { cwd: folder, env });
    const bare = await run(program, ['git', 'install'], { cwd: join(folder, 'bare.git'), env });
    expect(codesOf(bare.stderr)).toEqual(['USAGE']);
    const noGit = await run(program, ['git', 'install'], { cwd: folder, env: { PATH: '/nowhere' } });
    expect(codesOf(noGit.stderr)).toEqual(['PROGRAM_FAILED']);
  });

  it('has for pre-commit what it runs itself', async () => {
    const hooks = readFileSync(join(import.meta.dirname, '..', '..', '.pre-commit-hooks.yaml'), 'utf8');
    const [, command = ''] = /^ +entry: kmscrypt (.+)$/m.exec(hooks) ?? [];
    const repo = await forbidden();
    const outcome = await repo.kmscrypt(...command.split(' '), 'app.json', '.kmscrypt.yaml');
    expect(codesOf(outcome.stderr)).toEqual(['FINDINGS']);
  });
});
