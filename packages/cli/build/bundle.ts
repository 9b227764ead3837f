// Bundles the Node version: dist/bin.js and the chunks that it loads when they are needed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { builtins, notices } from '@kmscrypt/bundle';

const PACKAGE = dirname(import.meta.dirname);
const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };

/**
 * What loads together is one file, because Node takes a third of a millisecond to find another one. Each group is what
 * one step of a run imports, with all that this imports; the first that matches has it.
 */
const GROUPS = [
  { name: 'main', test: /\/cli\/src\/main\.ts$/ },
  { name: 'decrypt', test: /\/cli\/src\/decrypt\/decrypt-texts\.ts$/ },
  { name: 'kms', test: /\/core\/dist\/aws\/(kms-client|node-http)\.js$/ },
  { name: 'message', test: /\/core\/dist\/message\/open-messages\.js$/ },
  { name: 'exec', test: /\/cli\/src\/commands\/exec\.ts$/ },
  {
    name: 'variables',
    test: /\/(config\/dist\/(variables|brokers\/tokens)|core\/dist\/aws\/unref-sockets)\.js$/,
  },
];

rmSync(join(PACKAGE, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  cwd: PACKAGE,
  input: { bin: 'src/bin.ts' },
  platform: 'node',
  resolve: {
    mainFields: ['module', 'main'],
    alias: { 'string-width': join(import.meta.dirname, 'string-width.ts') },
  },
  transform: { define: { KMSCRYPT_VERSION: JSON.stringify(version) }, target: 'node20.19' },
  plugins: [builtins],
});
const { output } = await bundle.write({
  dir: 'dist',
  format: 'esm',
  minify: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: { groups: GROUPS.map((group, index) => ({ ...group, priority: GROUPS.length - index })) },
});

const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
writeFileSync(join(PACKAGE, 'dist', 'THIRD-PARTY.txt'), notices(modules));
