import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES } from '../../config/read/find-config.ts';
import { CliError, systemCode } from '../cli-error.ts';
import type { ProjectFile } from './project-files.ts';

/**
 * The text of a file; undefined where there is none.
 *
 * @throws CliError `INPUT_FAILED`
 */
export function textThere(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw new CliError('INPUT_FAILED', `${name} cannot be read: ${systemCode(cause)}`, {
      cause,
      hints: ['look at its owner and mode (ls -l), or take another folder with --directory'],
    });
  }
}

/**
 * Writes files, all or none.
 *
 * @throws CliError `FILE_EXISTS` where one is there that is not merged, or another config; `OUTPUT_FAILED`
 */
export function writeFiles(folder: string, files: readonly ProjectFile[]): void {
  const own = files.filter(({ isMerged }) => !isMerged).map(({ name }) => name);
  const there = [...new Set([...CONFIG_NAMES, ...own])].filter((name) => existsSync(join(folder, name)));
  if (there.length > 0)
    throw new CliError('FILE_EXISTS', `there already, so nothing was written: ${there.join(', ')}`, {
      hints: ['remove them first, or take another folder with --directory'],
    });
  const before = new Map(files.map(({ name }) => [name, textThere(folder, name)] as const));
  const written: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, text, isMerged } of files) {
      const path = join(folder, name);
      if (isMerged) replace(path, text);
      else writeFileSync(path, text, { flag: 'wx' });
      written.push(name);
    }
  } catch (cause) {
    for (const name of written) restore(join(folder, name), before.get(name));
    throw new CliError('OUTPUT_FAILED', `${folder} cannot be written: ${systemCode(cause)}`, {
      cause,
      hints: ['nothing was written; look at the folder (ls -ld), or take another one with --directory'],
    });
  }
}

/** A reader finds the old text or the new one, whole. */
function replace(path: string, text: string): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

function restore(path: string, text: string | undefined): void {
  try {
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, text);
  } catch {
    // What could not be written cannot be put back either; the error that is told is the first.
  }
}
