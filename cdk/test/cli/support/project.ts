import { symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Config } from '../../../src/config/schema.ts';
import { fourAccounts } from '../../support/configs.ts';
import { folder } from './folder.ts';
import { yamlOf } from './yaml-of.ts';

const INSTALLED = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/** A folder that is removed after the test, as `init` and `npm install` leave it: config, cdk.json, packages. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const config = yamlOf(withAccounts(fourAccounts()));
  const path = folder({ 'kmscrypt-cdk.json': config, 'cdk.json': '{}', ...files });
  install(path);
  return path;
}

export function install(path: string): void {
  symlinkSync(INSTALLED, join(path, 'node_modules'), 'dir');
}

/** The numbers of the configs of tests are those that `init` writes as placeholders; these are somebody's, with the same last digit. */
export function withAccounts(config: Config): Config {
  const text = JSON.stringify(config).replaceAll(/([1-9])\1{11}/g, '11112222333$1');
  const own: Config = JSON.parse(text);
  return own;
}
