// Compiles the executable that needs no Node: dist/standalone/kmscrypt, or with `--target NAME` (again for more, or `all`)
// dist/standalone/kmscrypt-NAME for other platforms, whose runtimes npm packs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import runtimes from './runtimes.json' with { type: 'json' };

const PACKAGE = dirname(import.meta.dirname);
const OUT = join(PACKAGE, 'dist', 'standalone');
const CACHE = join(PACKAGE, '..', '..', '.cache', 'runtimes');

type Target = keyof typeof runtimes.targets;

const { values } = parseArgs({ options: { target: { type: 'string', multiple: true } } });
const asked = values.target?.includes('all') ? Object.keys(runtimes.targets) : values.target;
const unknown = asked?.filter((name) => !isTarget(name)) ?? [];
if (unknown.length > 0) {
  throw new Error(
    `unknown target: ${unknown.join(', ')}; there are: all, ${Object.keys(runtimes.targets).join(', ')}`,
  );
}

mkdirSync(OUT, { recursive: true });
if (asked === undefined) compile(join(OUT, 'kmscrypt'), undefined);
for (const target of asked?.filter(isTarget) ?? []) compile(join(OUT, `kmscrypt-${target}`), target);

function isTarget(name: string): name is Target {
  return Object.hasOwn(runtimes.targets, name);
}

function compile(outfile: string, target: Target | undefined): void {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  rmSync(outfile, { force: true });
  execFileSync(
    hostBun(),
    [
      'build',
      'src/standalone.ts',
      '--compile',
      '--minify',
      '--bytecode',
      '--format=esm',
      // Loads a library only when it is needed, and the tree-shakable form of those that have one.
      '--splitting',
      '--conditions=module',
      '--compile-jit-policy=100',
      // Otherwise the executable would obey files of whatever folder it is started in.
      '--no-compile-autoload-dotenv',
      '--no-compile-autoload-bunfig',
      '--no-compile-autoload-tsconfig',
      '--no-compile-autoload-package-json',
      `--define=KMSCRYPT_VERSION=${JSON.stringify(version)}`,
      ...(target === undefined
        ? []
        : [`--target=bun-${target}`, `--compile-executable-path=${fetchRuntime(target)}`]),
      `--outfile=${outfile}`,
    ],
    { cwd: PACKAGE, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  process.stdout.write(`packages/cli/${outfile.slice(PACKAGE.length + 1)}\n`);
}

/** Bun for this machine, from its npm package. */
function hostBun(): string {
  const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch;
  const name = `@oven/bun-${process.platform}-${cpu}`;
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  if (version !== runtimes.version) {
    throw new Error(
      `${name} is ${version}, but build/runtimes.json pins ${runtimes.version}: change both together`,
    );
  }
  return join(dirname(manifest), 'bin', 'bun');
}

/** Another platform's runtime: npm would refuse to install its package here, so it is packed, checked and unpacked. */
function fetchRuntime(target: Target): string {
  const { package: name, integrity } = runtimes.targets[target];
  const folder = join(CACHE, `${target}-${runtimes.version}`);
  const binary = join(folder, 'package', 'bin', 'bun');
  if (existsSync(binary)) return binary;
  // Unpacked aside and then renamed, so that what is there is whole.
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const packed = execFileSync(
    'npm',
    ['pack', '--silent', `${name}@${runtimes.version}`, '--pack-destination', part],
    {
      encoding: 'utf8',
    },
  );
  const archive = join(part, packed.trim());
  const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (actual !== integrity) {
    rmSync(part, { recursive: true });
    throw new Error(`${name}@${runtimes.version} is not what build/runtimes.json pins: ${actual}`);
  }
  execFileSync('tar', ['-xzf', archive, '-C', part]);
  renameSync(part, folder);
  return binary;
}
