import { describe, expect, it } from 'vitest';
import { isPlaceholder, placeholder } from '../../../src/cli/init/placeholder.ts';
import { run } from '../../../src/cli/run.ts';
import { oneAccount } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { install, withAccounts } from '../support/project.ts';
import { witness } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

describe('what is a placeholder', () => {
  it('each that init can write', () => {
    const written = Array.from({ length: 100 }, (_each, index) => placeholder(index));
    expect(written.filter((account) => !isPlaceholder(account))).toEqual([]);
  });

  it.each(['111122223333', '123456789012', '000000000000', '100000000101', '111111111112'])(
    '%s is none',
    (account) => {
      expect(isPlaceholder(account)).toBe(false);
    },
  );
});

describe('placeholders', () => {
  it.each([
    { name: 'deploy', args: ['deploy'] },
    { name: 'a stack that has none', args: ['deploy', 'stage/keys'] },
    { name: 'bootstrap', args: ['bootstrap'] },
    { name: 'bootstrap --print', args: ['bootstrap', '--print'] },
    { name: 'diff', args: ['diff'] },
    { name: 'destroy', args: ['destroy', '--all'] },
  ])('refused by $name, each with its path', async ({ args }) => {
    const config = withAccounts(oneAccount());
    config.accounts.security = '222222222222';
    const last = config.environments.at(-1);
    if (last !== undefined) last.account = '100000000009';
    const cwd = folder({ 'kmscrypt-cdk.json': yamlOf(config), 'cdk.json': '{}' });
    install(cwd);
    const seen = witness({ cwd });
    const place = `environments[${config.environments.length - 1}].account 100000000009`;
    await expect(run(args, seen.surroundings)).rejects.toMatchObject({
      code: 'ACCOUNT_PLACEHOLDER',
      message: expect.stringMatching(
        `accounts\\.security 222222222222, ${place.replaceAll(/[[\].]/g, '\\$&')}$`,
      ),
      hints: [expect.any(String)],
    });
    expect(seen.calls).toEqual([]);
    expect(seen.printed).toEqual([]);
  });

  it('taken by synth', async () => {
    const cwd = folder({ 'kmscrypt-cdk.json': yamlOf(oneAccount()), 'cdk.json': '{}' });
    install(cwd);
    expect(await run(['synth'], witness({ cwd }).surroundings)).toBe(0);
  });
});
