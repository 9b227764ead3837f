import { describe, expect, it } from 'vitest';
import { roleName } from '../../../src/accounts/roles.ts';
import { run } from '../../../src/cli/run.ts';
import type { Config } from '../../../src/config/schema.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts, oneAccount, sixAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { witness } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

async function profiles(config: Config, ...args: readonly string[]): Promise<string> {
  const { surroundings, printed } = witness({ cwd: folder({ 'kmscrypt-cdk.json': yamlOf(config) }) });
  expect(await run(['profiles', ...args], surroundings)).toBe(0);
  return printed.join('');
}

/** Sections of an INI file by their name. */
function sections(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^\[profile (.+)\]\n((?:[a-z_]+ = .+\n)*)/gm)].map(([, name = '', body = '']) => [
      name,
      body,
    ]),
  );
}

const LEVELS = ['read-only', 'billing', 'support', 'logs', 'dev', 'full', 'ssh', 'auto-deploy'];

describe('profiles', () => {
  it.each([
    { name: 'one account', config: oneAccount() },
    { name: 'four accounts', config: fourAccounts() },
    { name: 'six accounts', config: sixAccounts() },
  ])('$name: each role of each account', async ({ config }) => {
    const found = sections(await profiles(config, '--user', 'alice'));
    const { accounts } = planOf(config);
    expect(found.size).toBe(1 + accounts.length * LEVELS.length);
    for (const { account } of accounts)
      for (const level of LEVELS)
        expect([...found.values()].join()).toContain(
          `role_arn = arn:aws:iam::${account}:role/${roleName(level as 'dev')}\n`,
        );
  });

  it('assumes a role with MFA, for as long as the config says', async () => {
    const config = fourAccounts();
    config.security.access.sessionHours = 8;
    const found = sections(await profiles(config, '--user', 'alice'));
    expect(found.get('acme-stage-read-only'))
      .toBe(`role_arn = arn:aws:iam::555555555555:role/${roleName('read-only')}
source_profile = acme-user
mfa_serial = arn:aws:iam::111111111111:mfa/alice
duration_seconds = 28800
region = eu-central-1
`);
    expect(found.get('acme-stage-ssh')).toContain('duration_seconds = 3600\n');
    expect(found.get('acme-user')).toBe('region = eu-central-1\n');
  });

  it('iam-admin in security alone, and only where the config has it', async () => {
    const config = fourAccounts();
    expect(await profiles(config)).not.toContain('iam-admin');
    config.security.access.iamAdmin = true;
    expect([...sections(await profiles(config)).keys()].filter((name) => name.endsWith('iam-admin'))).toEqual(
      ['acme-security-iam-admin'],
    );
  });

  it.each([
    '',
    'alice smith',
    'a/b',
    'arn:aws:iam::111111111111:user/alice',
    'x\n[profile y]',
    'a'.repeat(65),
  ])('refuses a user %j', async (user) => {
    await expect(profiles(fourAccounts(), '--user', user)).rejects.toMatchObject({ code: 'USAGE' });
  });

  it.each(['alice', 'a.b+c=d,e@example.com', 'A_1-b', 'a'.repeat(64)])('takes a user %s', async (user) => {
    expect(await profiles(fourAccounts(), '--user', user)).toContain(`:mfa/${user}\n`);
  });

  it('--format links: one for each role', async () => {
    const lines = (await profiles(fourAccounts(), '--format', 'links')).trimEnd().split('\n');
    expect(lines).toHaveLength(4 * LEVELS.length);
    const [profile, link = ''] = lines.find((line) => line.startsWith('acme-prod-full '))?.split(/ +/) ?? [];
    const { origin, pathname, searchParams } = new URL(link);
    expect(`${origin}${pathname}`).toBe('https://signin.aws.amazon.com/switchrole');
    expect(Object.fromEntries(searchParams)).toEqual({
      account: '666666666666',
      roleName: roleName('full'),
      displayName: profile,
    });
  });
});
