import type { ConfigFiles } from '../../../src/config/read/config-files.ts';

interface Held {
  /** By path. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What modules export, by path; an error is what loading one fails with. */
  readonly modules?: Readonly<Record<string, Readonly<Record<string, unknown>> | Error>>;
}

/** Files in memory: all in the folder `.`. */
export function filesOf({ texts = {}, modules = {} }: Held): ConfigFiles {
  return {
    list: async (folder) => (folder === '.' ? Object.keys({ ...texts, ...modules }) : undefined),
    read: async (file) => {
      const text = texts[file];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
    load: async (file) => {
      const module = modules[file];
      if (module instanceof Error) throw module;
      return module ?? {};
    },
  };
}
