import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageJson } from '../../../src/cli/init/package-json.ts';

const own = {
  version: '1.2.3',
  devDependencies: { 'aws-cdk-lib': '2.276.0', constructs: '10.8.1', 'cdk-nag': '3.0.2' },
};
const SCRIPTS = ['scripts.validate', 'scripts.synth', 'scripts.diff', 'scripts.deploy'];
const DEPENDENCIES = [
  'devDependencies.@kmscrypt/cdk',
  'devDependencies.aws-cdk-lib',
  'devDependencies.constructs',
];

describe('what is added to package.json', () => {
  it.each([
    { name: 'none', there: undefined, added: ['name', 'private', 'type', ...SCRIPTS, ...DEPENDENCIES] },
    { name: 'empty', there: {}, added: ['name', 'private', 'type', ...SCRIPTS, ...DEPENDENCIES] },
    {
      name: 'what npm install leaves in an empty folder',
      there: { dependencies: { '@kmscrypt/cdk': 'file:../kmscrypt-cdk-1.2.3.tgz' } },
      added: ['name', 'private', 'type', ...SCRIPTS, ...DEPENDENCIES.slice(1)],
    },
    {
      name: 'a package of somebody: its type stays',
      there: { name: 'shop', scripts: { deploy: 'make deploy' }, devDependencies: { constructs: '^10.0.0' } },
      added: ['scripts.validate', 'scripts.synth', 'scripts.diff', ...DEPENDENCIES.slice(0, 2)],
    },
  ])('$name', ({ there, added }) => {
    const text = there && JSON.stringify(there);
    const result = packageJson(text, { name: 'acme', own });
    expect(result.added).toEqual(added);
    // What was there is there as it was, and a second time nothing is added.
    expect(JSON.parse(result.text)).toMatchObject(there ?? {});
    expect(packageJson(result.text, { name: 'acme', own })).toEqual({ text: result.text, added: [] });
  });

  it('new: exact versions', () => {
    expect(JSON.parse(packageJson(undefined, { name: 'acme', own }).text)).toEqual({
      name: 'acme',
      private: true,
      type: 'module',
      scripts: {
        validate: 'kmscrypt-cdk validate',
        synth: 'kmscrypt-cdk synth',
        diff: 'kmscrypt-cdk diff',
        deploy: 'kmscrypt-cdk deploy',
      },
      devDependencies: { '@kmscrypt/cdk': '1.2.3', 'aws-cdk-lib': '2.276.0', constructs: '10.8.1' },
    });
  });

  it('with TypeScript: that of this workspace', () => {
    const root: unknown = JSON.parse(
      readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
    );
    const { added, text } = packageJson(undefined, { name: 'acme', own, isTypescript: true });
    expect(added).toContain('devDependencies.typescript');
    const { devDependencies }: { readonly devDependencies: { readonly typescript: string } } =
      JSON.parse(text);
    expect(root).toHaveProperty('devDependencies.typescript', devDependencies.typescript);
  });
});
