import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from '../support/temporary-folder.ts';

// From an empty folder to templates, as somebody does who has nothing but the packed package, on the host's own Node.

const ROOT = join(import.meta.dirname, '..', '..');
const folder = makeFolder();
const path = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((each) => !each.includes('node_modules'))
  .join(delimiter);
const env = { PATH: path, HOME: folder, npm_config_update_notifier: 'false', CI: 'true' };
let tarball = '';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sh(cwd: string, command: string): Ended {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(() => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: join(ROOT, 'cdk') });
  tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  // npm is started once, with the machine's own settings.
  mkdirSync(join(folder, 'installed'));
  writeFileSync(join(folder, 'installed', 'package.json'), '{}');
  const args = ['install', '--silent', '--prefer-offline', join(folder, tarball)];
  execFileSync('npm', args, { cwd: join(folder, 'installed'), env: { ...process.env, PATH: path } });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with the package in it, and nothing else. */
function emptyProject(name: string): string {
  const project = join(folder, name);
  cpSync(join(folder, 'installed'), project, { recursive: true, verbatimSymlinks: true });
  return project;
}

const LAYOUTS = [
  ['one', 22],
  ['six', 46],
] as const;

test.each(LAYOUTS)(
  '%s: init, and two more commands',
  (layout, count) => {
    const project = emptyProject(layout);
    const options = `--name acme --region eu-central-1 --domain example.com --email ops@example.com`;
    const init = sh(project, `npx --no kmscrypt-cdk init --layout ${layout} ${options}`);
    expect(init).toMatchObject({ status: 0, stdout: 'npm install\nnpx kmscrypt-cdk synth\n' });
    // The first of the two; what it would install is there already.
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Readonly<
      Record<string, object>
    >;
    for (const name of Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] }))
      expect(readdirSync(join(project, 'node_modules', name))).toContain('package.json');
    const synth = sh(project, 'npx --no kmscrypt-cdk synth');
    expect(synth).toMatchObject({ status: 0 });
    expect(synth.stderr).not.toMatch(/warn|deprecated/i);
    const templates = readdirSync(join(project, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
    expect(templates).toHaveLength(count);
  },
  300_000,
);

test('the package has the bundles of the Lambdas, and their notices', () => {
  const lambdas = join(folder, 'installed', 'node_modules', '@kmscrypt', 'cdk', 'dist', 'lambdas');
  expect(readdirSync(lambdas).toSorted()).toEqual([
    'account-settings',
    'alarm-fanout',
    'auto-update',
    'ssh-key-sync',
    'static-asset-invalidation',
  ]);
  for (const name of readdirSync(lambdas))
    expect(readdirSync(join(lambdas, name))).toContain('THIRD-PARTY.txt');
});
