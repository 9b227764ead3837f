import { access, readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigFiles } from './config-files.ts';

/** Files of this machine. Paths are relative to the working directory. */
export const nodeFiles: ConfigFiles = {
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
        return undefined;
      throw error;
    }
  },
  read: (file) => readFile(file, 'utf8'),
  async load(file) {
    // A module that is not there fails with the same code as one that it imports.
    await access(file);
    const module: unknown = await import(pathToFileURL(resolve(file)).href);
    return typeof module === 'object' && module !== null ? { ...module } : {};
  },
};
