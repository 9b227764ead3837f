import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { CONFIG_NAMES } from '../../../src/config/read/find-config.ts';
import type { Config } from '../../../src/config/schema.ts';
import { fourAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { withAccounts } from '../support/project.ts';
import { witness } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

const BROKEN = `name: acme
region: eu-central-1
accounts:
  security: '111111111111'
  shared-services: '111111111111'
management:
  vpc:
    cidr: 10.0.0.0/16
environments:
  - name: stage
    account: 111111111111
    vpc:
      cidr: 10.1.0.0/16
  - name: qa
    account: '111111111111'
    vpc:
      cidr: 10.0.0.0/16
  - name: prod
    account: '111111111111'
    vpc:
      cidr: 10.2.0.0/16
      natt: one
`;

/** The fleet of mode refresh that the configs have. */
const NO_ROLES = expect.stringContaining('`hostRoles`');

describe('validate', () => {
  it('says what a valid config makes', async () => {
    const cwd = folder({ 'kmscrypt-cdk.yaml': yamlOf(fourAccounts()) });
    const { surroundings, printed } = witness({ cwd });
    expect(await run(['validate'], surroundings)).toBe(0);
    expect(printed.join('')).toMatch(
      /^valid: 4 accounts, 2 environments, \d+ stacks, 3 host groups \(mgmt, stage, prod\)\n$/,
    );
  });

  it.each([
    {
      name: 'placeholders',
      config: fourAccounts(),
      told: [expect.stringContaining('placeholder'), NO_ROLES],
    },
    { name: 'numbers of somebody', config: withAccounts(fourAccounts()), told: [NO_ROLES] },
  ])('$name', async ({ config, told }) => {
    const seen = witness({ cwd: folder({ 'kmscrypt-cdk.yaml': yamlOf(config) }) });
    expect(await run(['validate'], seen.surroundings)).toBe(0);
    expect(seen.told).toEqual(told);
  });

  it('without SSH keys it names no host groups', async () => {
    const config = { ...fourAccounts(), sshKeys: undefined };
    const { surroundings, printed } = witness({ cwd: folder({ 'kmscrypt-cdk.yaml': yamlOf(config) }) });
    expect(await run(['validate'], surroundings)).toBe(0);
    expect(printed.join('')).toMatch(/^valid: 4 accounts, 2 environments, \d+ stacks\n$/);
  });

  it.each([
    {
      name: 'without roles of hosts',
      hasRoles: false,
      told: [expect.stringMatching(/: stage: api, prod: api$/)],
    },
    { name: 'with roles of hosts', hasRoles: true, told: [] },
  ])('fleets of mode refresh $name', async ({ hasRoles, told }) => {
    const base = withAccounts(fourAccounts());
    const updatesIn = (account: string): Config['environments'][number]['updates'] => ({
      fleets: { api: { mode: 'refresh', group: 'api', image: '/images/api' } },
      hostRoles: hasRoles ? [`arn:aws:iam::${account}:role/api`] : undefined,
    });
    const environments = base.environments.map((each) => ({ ...each, updates: updatesIn(each.account) }));
    const config = { ...base, environments };
    const seen = witness({ cwd: folder({ 'kmscrypt-cdk.yaml': yamlOf(config) }) });
    expect(await run(['validate'], seen.surroundings)).toBe(0);
    expect(seen.told).toEqual(told);
  });

  it('tells of groups that are not made', async () => {
    const config = { ...withAccounts(fourAccounts()), sshKeys: { hosts: { jobs: { login: ['nogroup'] } } } };
    const seen = witness({ cwd: folder({ 'kmscrypt-cdk.yaml': yamlOf(config) }) });
    expect(await run(['validate'], seen.surroundings)).toBe(0);
    expect(seen.told).toEqual([expect.stringContaining('nogroup (sshKeys.hosts.jobs.login[0])'), NO_ROLES]);
  });

  it('--json: no problems', async () => {
    const cwd = folder({ 'other.json': yamlOf(fourAccounts()) });
    const { surroundings, printed } = witness({ cwd });
    expect(await run(['validate', '--json', '--config', 'other.json'], surroundings)).toBe(0);
    expect(printed).toEqual(['{"problems":[]}\n']);
  });

  it('tells all problems with their places', async () => {
    const { surroundings, printed } = witness({ cwd: folder({ 'kmscrypt-cdk.yaml': BROKEN }) });
    await expect(run(['validate'], surroundings)).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ path: 'environments[0].account', line: 11, column: 14 }),
        expect.objectContaining({ code: 'CIDR_OVERLAP', line: 17 }),
        expect.objectContaining({ code: 'KEY_UNKNOWN', line: 22, column: 7 }),
      ]),
    });
    expect(printed).toEqual([]);
  });

  it('--json: the problems, and status 2', async () => {
    const { surroundings, printed } = witness({ cwd: folder({ 'kmscrypt-cdk.yaml': BROKEN }) });
    expect(await run(['validate', '--json'], surroundings)).toBe(2);
    const { problems }: { readonly problems: readonly { readonly code: string }[] } = JSON.parse(
      printed.join(''),
    );
    expect(problems.map(({ code }) => code)).toEqual(['NUMBER_UNQUOTED', 'CIDR_OVERLAP', 'KEY_UNKNOWN']);
  });

  it('no config', async () => {
    const { surroundings } = witness({ cwd: folder() });
    await expect(run(['validate'], surroundings)).rejects.toMatchObject({
      problems: [{ code: 'CONFIG_MISSING', cure: expect.stringContaining(CONFIG_NAMES.join(', ')) }],
    });
  });
});
