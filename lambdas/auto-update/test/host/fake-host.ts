import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hostScript } from '../../build/script.ts';
import { readAnswer } from '../../src/host-answer.ts';
import type { StepResult } from '../../src/host-report.ts';

/** All that the script takes of a host, besides its package manager and systemd. */
const TOOLS =
  'awk cat chmod cmp comm cp cut date df dirname env find flock grep head ls mkdir mktemp mv rm sed seq setsid sh sha256sum sleep sort stat sync tail timeout touch tr true uname uniq wc';

export interface FakeHostOptions {
  /** Programs by name, in shell; `$ROOT` is the folder that stands for `/`. */
  readonly programs?: Readonly<Record<string, string>> | undefined;
  /** Files by path. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** What whoever runs the script has in its environment, besides PATH. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Of the tools, those that it lacks. */
  readonly without?: readonly string[] | undefined;
}

/** A folder that stands for `/`, with programs that play a package manager. Nothing of this machine is written. */
export interface FakeHost extends Disposable {
  readonly run: (...args: readonly string[]) => FakeRun;
  /** Shell with the functions of the script. */
  readonly shell: (commands: string) => string;
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly write: (path: string, text: string) => void;
  readonly remove: (path: string) => void;
  /** What `note` of programs has noted, a line each. */
  readonly calls: () => readonly string[];
}

export interface FakeRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly answer: StepResult | undefined;
}

export function fakeHost({
  programs = {},
  files = {},
  env: more = {},
  without = [],
}: FakeHostOptions): FakeHost {
  const root = mkdtempSync(join(tmpdir(), 'kmscrypt-host-'));
  const bin = join(root, 'bin');
  mkdirSync(bin);
  const path = (name: string): string => join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const tool of TOOLS.split(' ').filter((each) => !without.includes(each))) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(bin, tool));
  }
  const all = { id: 'echo 0', ...programs };
  for (const [name, text] of Object.entries(all)) {
    rmSync(join(bin, name), { force: true });
    writeFileSync(
      join(bin, name),
      `#!/bin/sh\nROOT=${root}\nnote() { echo "${name} $*" >>"$ROOT/calls"; }\n${text}\n`,
    );
    chmodSync(join(bin, name), 0o755);
  }
  for (const [name, text] of Object.entries(files)) write(name, text);
  for (const folder of ['run', 'var/lib', 'var/log', 'etc', 'usr/local/sbin'])
    mkdirSync(path(folder), { recursive: true });
  const script = within(root, bin);
  write('script', script);
  const env = { ...more, PATH: bin };
  return {
    run: (...args) => {
      const ran = spawnSync(join(bin, 'sh'), [path('script'), ...args], { encoding: 'utf8', env });
      return { ...ran, answer: readAnswer(ran.stdout) };
    },
    shell: (commands) => {
      const functions = script.slice(0, script.indexOf('\ncommand=${1:-help}'));
      const input = `${functions}\n${commands}\n`;
      return spawnSync(join(bin, 'sh'), [], { input, encoding: 'utf8', env }).stdout.trimEnd();
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    has: (name) => existsSync(path(name)),
    write,
    remove: (name) => rmSync(path(name)),
    calls: () => (existsSync(path('calls')) ? readFileSync(path('calls'), 'utf8').trim().split('\n') : []),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The script with its paths below a folder. */
function within(root: string, bin: string): string {
  return hostScript()
    .replace(/^PATH=.*$/m, `PATH=${bin}`)
    .replaceAll(/(?<=[\s='"#])\/(?=(?:etc|var|run|boot|lib\/modules|usr\/local\/sbin\/\$ME)\b)/g, `${root}/`);
}
