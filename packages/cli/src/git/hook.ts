import { basename, dirname, join } from 'node:path';
import type { Lines } from './marked-lines.ts';

/** The lines of the pre-commit hook: POSIX shell. The program is looked for when a commit is made, not now. */
export const HOOK: Lines = {
  head: '#!/bin/sh\n',
  // At once after its shebang: further down, an `exit 0` of the hook's own could stand before them.
  offsetIn: (text) => (text.startsWith('#!') ? text.indexOf('\n') + 1 || text.length : 0),
  lines: [
    'if command -v kmscrypt >/dev/null 2>&1; then',
    '  kmscrypt scan --staged || exit',
    'elif npx --no-install kmscrypt --version >/dev/null 2>&1; then',
    '  npx --no-install kmscrypt scan --staged || exit',
    'else',
    "  echo 'kmscrypt: error: the hook pre-commit finds no kmscrypt, so nothing is committed' >&2",
    "  echo 'kmscrypt: hint: put it on PATH, or npm install; git commit --no-verify goes without' >&2",
    '  exit 1',
    'fi',
  ],
};

/** The file of the pre-commit hook in the folder of git's hooks. Of husky's folder, git runs what husky makes in `_`. */
export function preCommitIn(hooks: string): { readonly path: string; readonly husky: boolean } {
  const husky = basename(hooks) === '_' && basename(dirname(hooks)) === '.husky';
  return { path: join(husky ? dirname(hooks) : hooks, 'pre-commit'), husky };
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'ksh', 'mksh', 'zsh']);

/** Whether a hook is a script of a shell that can read our lines. Without a shebang, git and husky run it with sh. */
export function isShellScript(text: string): boolean {
  if (text.includes('\0')) return false;
  const words = /^#![ \t]*(.*)/.exec(text)?.[1]?.split(/[ \t]+/) ?? ['sh'];
  const names = words.map((word) => basename(word));
  const isLauncher = names[0] === 'env' || names[0] === 'busybox';
  const name = isLauncher ? names.slice(1).find((word) => !/^-|=/.test(word)) : names[0];
  return SHELLS.has(name?.trim() ?? '');
}
