import { builtinModules } from 'node:module';
import type { Plugin } from 'rolldown';

const BUILTINS = new Set(builtinModules);
/**
 * Those that take a millisecond or more to load, while most of the libraries that import them never get to use them.
 * `stream` is not among them: what it exports is itself a class, to inherit from.
 */
const SLOW = new Set(['crypto', 'fs/promises', 'http', 'http2', 'https', 'net', 'tls', 'zlib']);
const MARK = '\0builtin:';
const RUNTIME = '\0rolldown/runtime.js';

/**
 * Takes Node's own modules by `process.getBuiltinModule` rather than by import. An ESM import of a builtin reads every
 * export of it, and some are getters that load more: `node:http`'s WebSocket brings undici, 18 ms of a start-up of 70.
 * The slow ones load when something of them is first used.
 */
export const builtins: Plugin = {
  name: 'builtins',
  resolveId(source, importer) {
    // The bundler's own code makes `require` where one is needed; the wrappers rest on that code.
    if (importer === RUNTIME) return null;
    const name = source.replace(/^node:/, '');
    // One wrapper an importer: a shared one would lie in one chunk and make all others load that.
    return BUILTINS.has(name) ? { id: `${MARK}${name}:${importer}`, moduleSideEffects: false } : null;
  },
  load(id) {
    if (!id.startsWith(MARK)) return null;
    const [name = ''] = id.slice(MARK.length).split(':');
    return SLOW.has(name) ? lazily(name) : `module.exports = ${load(name)}`;
  },
};

function load(name: string): string {
  return `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;
}

function lazily(name: string): string {
  const exported = Object.keys(process.getBuiltinModule(name) ?? {});
  return `
    let loaded;
    for (const name of ${JSON.stringify(exported)}) {
      Object.defineProperty(exports, name, { enumerable: true, get: () => (loaded ??= ${load(name)})[name] });
    }`;
}
