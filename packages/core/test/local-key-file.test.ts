import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Environment, localKeyPath, readLocalKey } from '../src/local-key-file.ts';
import { formatLocalKey } from '../src/local-key.ts';
import { keyNamed } from './support/keys.ts';

it.each<[name: string, env: Environment, path: string]>([
  ['the XDG folder', { XDG_CONFIG_HOME: '/x', HOME: '/h' }, '/x/kmscrypt/local.key'],
  ['the home folder', { HOME: '/h' }, '/h/.config/kmscrypt/local.key'],
  ['an empty XDG folder', { XDG_CONFIG_HOME: '', HOME: '/h' }, '/h/.config/kmscrypt/local.key'],
  ['no HOME', {}, join(homedir(), '.config/kmscrypt/local.key')],
])('localKeyPath: %s', (_name, env, path) => {
  expect(localKeyPath(env)).toBe(path);
});

describe('readLocalKey', () => {
  let folder = '';
  const inFolder = (...names: string[]): string => join(folder, ...names);
  const text = (name: string): string => formatLocalKey(keyNamed(name));
  const base64 = (name: string): string => Buffer.from(keyNamed(name).material).toString('base64');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kmscrypt-'));
    mkdirSync(inFolder('kmscrypt'));
    writeFileSync(inFolder('kmscrypt', 'local.key'), text('default'));
    writeFileSync(inFolder('named.key'), text('named'));
    writeFileSync(inFolder('broken.key'), text('named').slice(0, -9));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[name: string, env: () => Environment, key: string]>([
    ['the default file', () => ({ XDG_CONFIG_HOME: folder }), 'default'],
    ['the named file', () => ({ KMSCRYPT_LOCAL_KEY_FILE: inFolder('named.key') }), 'named'],
    ['the variable', () => ({ KMSCRYPT_LOCAL_KEY: base64('inline') }), 'inline'],
    ['a variable that holds a whole file', () => ({ KMSCRYPT_LOCAL_KEY: text('inline') }), 'inline'],
    [
      'the variable before the file',
      () => ({ KMSCRYPT_LOCAL_KEY: base64('inline'), KMSCRYPT_LOCAL_KEY_FILE: '/none' }),
      'inline',
    ],
    [
      'the named file before the default one',
      () => ({ KMSCRYPT_LOCAL_KEY_FILE: inFolder('named.key'), XDG_CONFIG_HOME: folder }),
      'named',
    ],
    [
      'empty variables as none',
      () => ({ KMSCRYPT_LOCAL_KEY: '', KMSCRYPT_LOCAL_KEY_FILE: '', XDG_CONFIG_HOME: folder }),
      'default',
    ],
    ['a refusal of 0 as none', () => ({ KMSCRYPT_REFUSE_LOCAL: '0', XDG_CONFIG_HOME: folder }), 'default'],
    ['an empty refusal as none', () => ({ KMSCRYPT_REFUSE_LOCAL: '', XDG_CONFIG_HOME: folder }), 'default'],
  ])('takes %s', (_name, env, key) => {
    expect(readLocalKey(env()).fingerprint).toBe(keyNamed(key).fingerprint);
  });

  it.each<[name: string, env: () => Environment, code: string]>([
    ['no file', () => ({ XDG_CONFIG_HOME: inFolder('none') }), 'LOCAL_KEY_MISSING'],
    ['no named file', () => ({ KMSCRYPT_LOCAL_KEY_FILE: inFolder('none') }), 'LOCAL_KEY_MISSING'],
    ['a folder', () => ({ KMSCRYPT_LOCAL_KEY_FILE: folder }), 'LOCAL_KEY_INVALID'],
    ['a path through a file', () => ({ XDG_CONFIG_HOME: inFolder('named.key') }), 'LOCAL_KEY_INVALID'],
    ['a cut file', () => ({ KMSCRYPT_LOCAL_KEY_FILE: inFolder('broken.key') }), 'LOCAL_KEY_INVALID'],
    ['a cut variable', () => ({ KMSCRYPT_LOCAL_KEY: base64('inline').slice(0, 40) }), 'LOCAL_KEY_INVALID'],
    [
      'a refusal',
      () => ({ KMSCRYPT_REFUSE_LOCAL: '1', KMSCRYPT_LOCAL_KEY: base64('inline') }),
      'LOCAL_KEY_REFUSED',
    ],
    ['a refusal in words', () => ({ KMSCRYPT_REFUSE_LOCAL: 'yes' }), 'LOCAL_KEY_REFUSED'],
  ])('fails for %s', (_name, env, code) => {
    expect(() => readLocalKey(env())).toThrow(expect.objectContaining({ code }));
  });
});
