import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import * as config from '../../src/config/index.ts';
import { valid } from './valid.ts';

test('what the package exports as @kmscrypt/cdk/config', () => {
  expect(Object.keys(config).toSorted()).toEqual([
    'CONFIG_NAMES',
    'ConfigError',
    'checkConfig',
    'configJsonSchema',
    'configSchema',
    'defineConfig',
    'findConfig',
    'formatProblem',
    'readConfig',
    'zonesOf',
  ]);
  expect(config.defineConfig(valid())).toEqual(valid());
});

test('to check a config no CDK is loaded', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve(specifier, context, next) { loaded.push(specifier); return next(specifier, context); } });
    const { checkConfig } = await import(${JSON.stringify(new URL('../../src/config/index.ts', import.meta.url).href)});
    const { config } = await checkConfig(${JSON.stringify(valid())});
    console.log(JSON.stringify({ name: config.name, loaded: loaded.filter((each) => !each.startsWith('.')) }));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  const { name, loaded }: { name: string; loaded: readonly string[] } = JSON.parse(output);
  expect(name).toBe('acme');
  expect(loaded).toContain('zod');
  expect(loaded.filter((each) => /aws-cdk|constructs|@aws-sdk|dist\/lambdas/.test(each))).toEqual([]);
});
