// Bundles the Node version: dist/bin.js and the chunks that it loads when they are needed.
import { build } from 'esbuild';
import { readFileSync, rmSync } from 'node:fs';
import { builtins } from './builtins.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { bin: 'src/bin.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  splitting: true,
  minify: true,
  mainFields: ['module', 'main'],
  define: { KMSCRYPT_VERSION: JSON.stringify(version) },
  alias: { 'string-width': './build/string-width.ts' },
  plugins: [builtins],
});
