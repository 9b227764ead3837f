import type { Plugin } from 'esbuild';
import { builtinModules } from 'node:module';

const BUILTINS = new Set(builtinModules);

/**
 * Takes Node's own modules by `process.getBuiltinModule` rather than by import. An ESM import of a builtin reads every
 * export of it, and some are getters that load more: `node:http`'s WebSocket brings undici, 18 ms of a start-up of 70.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^[a-z_:/0-9]+$/ }, ({ path, kind, importer }) => {
      const name = path.replace(/^node:/, '');
      if (kind === 'entry-point' || !BUILTINS.has(name)) return undefined;
      // One wrapper an importer: shared wrappers would become a chunk each, half a millisecond apiece to load.
      return { path: `${importer}#${name}`, namespace: 'builtin', sideEffects: false, pluginData: name };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ pluginData }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${pluginData}`)})`,
    }));
  },
};
