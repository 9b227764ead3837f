import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { takeWriteLock } from '../../src/io/write-lock.ts';

function paths(): { readonly folder: string; readonly file: string; readonly lock: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: join(folder, 'a.json'), lock: join(folder, '.a.json.kmscrypt-lock') };
}

function age(lock: string): void {
  const old = new Date(Date.now() - 60_000);
  utimesSync(lock, old, old);
}

it('is a file until it is released', () => {
  const { folder, file, lock } = paths();
  const release = takeWriteLock(file);
  expect(existsSync(lock)).toBe(true);
  release();
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it.each(['', 'of a killed process'])('takes over a stale one that holds %j', (content) => {
  const { folder, file, lock } = paths();
  writeFileSync(lock, content);
  age(lock);
  takeWriteLock(file)();
  expect(readdirSync(folder)).toEqual([]);
});

it('releases only its own', () => {
  const { folder, file, lock } = paths();
  const slow = takeWriteLock(file);
  age(lock);
  const next = takeWriteLock(file);
  slow();
  expect(existsSync(lock)).toBe(true);
  next();
  expect(readdirSync(folder)).toEqual([]);
});

it('does not wait for ever, and names the lock that stays', () => {
  const { file, lock } = paths();
  const release = takeWriteLock(file);
  expect(() => takeWriteLock(file)).toThrow(
    expect.objectContaining({ code: 'FILE_CHANGED', hints: [expect.stringContaining(lock)] }),
  );
  expect(existsSync(lock)).toBe(true);
  release();
});
