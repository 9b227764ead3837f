import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { fourAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { withAccounts } from '../support/project.ts';
import { witness, type Witness } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

const CDK = fileURLToPath(new URL('../../../', import.meta.url));
const PACKAGE = '{"name":"x","version":"1.0.0"}';

/** A project with packages by their place; `link` is this package, whose own packages can be found from it. */
function started(app: string, packages: Readonly<Record<string, 'link' | 'bare'>>): Witness {
  const config = yamlOf(withAccounts(fourAccounts()));
  const cwd = folder({ 'kmscrypt-cdk.json': config, 'cdk.json': JSON.stringify({ app }) });
  for (const [name, kind] of Object.entries(packages)) {
    const place = join(cwd, name);
    mkdirSync(kind === 'link' ? dirname(place) : place, { recursive: true });
    if (kind === 'link') symlinkSync(CDK, place, 'dir');
    else writeFileSync(join(place, 'package.json'), PACKAGE);
  }
  return witness({ cwd });
}

const BOTH = '@kmscrypt/cdk, aws-cdk-lib';
const OWN = 'node_modules/@kmscrypt/cdk';
const LIBRARY = 'node_modules/aws-cdk-lib';

describe('the packages of a project', () => {
  it.each([
    { name: 'none', app: 'node app.mjs', packages: {}, missing: BOTH },
    {
      name: 'the library alone',
      app: 'node app.mjs',
      packages: { [LIBRARY]: 'bare' },
      missing: '@kmscrypt/cdk',
    },
    { name: 'this one alone', app: 'node app.mjs', packages: { [OWN]: 'bare' }, missing: 'aws-cdk-lib' },
    {
      name: 'in the folder of another app',
      app: 'node app.mjs',
      packages: { [`infra/${OWN}`]: 'link' },
      missing: BOTH,
    },
  ] as const)('missing: $name', async ({ app, packages, missing }) => {
    const seen = started(app, packages);
    await expect(run(['synth'], seen.surroundings)).rejects.toMatchObject({
      code: 'PACKAGES_MISSING',
      message: expect.stringContaining(missing),
      hints: [expect.stringContaining('npm install')],
    });
    expect(seen.calls).toEqual([]);
  });

  it.each([
    { name: 'both', app: 'node app.mjs', packages: { [OWN]: 'bare', [LIBRARY]: 'bare' } },
    { name: 'the library beside this one', app: 'node app.mjs', packages: { [OWN]: 'link' } },
    { name: 'in the folder of the app', app: 'node infra/app.mjs', packages: { [`infra/${OWN}`]: 'link' } },
  ] as const)('found: $name', async ({ app, packages }) => {
    const seen = started(app, packages);
    expect(await run(['synth'], seen.surroundings)).toBe(0);
  });
});
