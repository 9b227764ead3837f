import { spawnSync } from 'node:child_process';
import { globSync, rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { referenceArchitecture } from '../../cdk/src/app.ts';
import { oneAccount, sixAccounts } from '../../cdk/test/support/configs.ts';
import { findCfnLint } from '../support/cfn-lint/find.ts';
import { makeFolder } from '../support/temporary-folder.ts';

const found = findCfnLint();
const isLacking = 'reason' in found;
if (isLacking) {
  const message = `NO CFN-LINT: no template is judged by it: ${found.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
}
const command = 'command' in found ? found.command : '';

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Not asked: zones are fixed (W3010), as looking them up needs an account; dependencies that a reference has already (W3005) are
 * written by the CDK.
 */
const NOT_ASKED = ['W3010', 'W3005'];

/** The findings in all templates of an assembly, a line each; warnings, too. */
function lint(outdir: string): readonly string[] {
  const templates = globSync('**/*.template.json', { cwd: outdir });
  const { stdout, stderr, error } = spawnSync(
    command,
    ['--format', 'parseable', '--ignore-checks', ...NOT_ASKED, '--', ...templates],
    {
      cwd: outdir,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    },
  );
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

test.skipIf(isLacking).each([
  ['one account', oneAccount()],
  ['six accounts', sixAccounts()],
])('%s: cfn-lint finds nothing', (name, config) => {
  const outdir = `${folder}/${name.replace(' ', '-')}`;
  referenceArchitecture(config, { outdir }).synth();
  expect(lint(outdir)).toEqual([]);
});
