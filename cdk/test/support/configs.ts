import { configSchema, type Config, type ConfigInput } from '../../src/config/schema.ts';

const ACCOUNTS = {
  security: '111111111111',
  logs: '222222222222',
  shared: '333333333333',
  dev: '444444444444',
  stage: '555555555555',
  prod: '666666666666',
};

type EnvironmentInput = ConfigInput['environments'][number];

function environment(name: string, account: string, second: number): EnvironmentInput {
  const domain = name === 'prod' ? 'example.com' : `${name}.example.com`;
  return {
    name,
    account,
    production: name === 'prod',
    disposable: name === 'dev',
    domain,
    vpc: { cidr: `10.${second}.0.0/16` },
    sites: [{ name: 'www', domain: `www.${domain}` }],
    updates: updates(name),
  };
}

/** A fleet of each mode; those of environments in one account are told apart by names. */
function updates(name: string): NonNullable<EnvironmentInput['updates']> {
  return {
    fleets: {
      jobs: { mode: 'in-place', tags: { environment: name, role: 'jobs' } },
      web: { mode: 'ecs', cluster: `${name}-web` },
      api: { mode: 'refresh', group: `${name}-api`, image: '/images/api' },
    },
    freeze: '/acme/freeze',
  };
}

const ALARMS: NonNullable<ConfigInput['alarms']> = {
  watch: { email: 'ops@example.com' },
  fanout: {
    destinations: {
      chat: {
        type: 'webhook',
        url: 'https://hooks.example.com/alarms',
        secrets: ['ssm::/alarms/webhook-secret'],
      },
      mail: { type: 'email', from: 'alarms@example.com', to: ['ops@example.com'] },
    },
    fallback: ['chat'],
  },
};

function configOf(accounts: ConfigInput['accounts'], environments: readonly EnvironmentInput[]): Config {
  return configSchema.parse({
    name: 'acme',
    region: 'eu-central-1',
    accounts,
    management: { vpc: { cidr: '10.0.0.0/16' }, access: { type: 'session-manager' } },
    environments,
    alarms: ALARMS,
    sshKeys: {},
  });
}

export function oneAccount(): Config {
  const only = ACCOUNTS.shared;
  return configOf({ security: only, 'shared-services': only }, [
    environment('stage', only, 2),
    environment('prod', only, 3),
  ]);
}

export function fourAccounts(): Config {
  return configOf({ security: ACCOUNTS.security, 'shared-services': ACCOUNTS.shared }, [
    environment('stage', ACCOUNTS.stage, 2),
    environment('prod', ACCOUNTS.prod, 3),
  ]);
}

export function fiveAccounts(): Config {
  return configOf({ security: ACCOUNTS.security, 'shared-services': ACCOUNTS.shared }, [
    environment('dev', ACCOUNTS.dev, 1),
    environment('stage', ACCOUNTS.stage, 2),
    environment('prod', ACCOUNTS.prod, 3),
  ]);
}

export function sixAccounts(): Config {
  return { ...fiveAccounts(), accounts: { ...fiveAccounts().accounts, logs: ACCOUNTS.logs } };
}

/** The layouts of the checklist. */
export const LAYOUTS: readonly (readonly [name: string, config: Config])[] = [
  ['one account', oneAccount()],
  ['four accounts', fourAccounts()],
  ['five accounts', fiveAccounts()],
  ['six accounts', sixAccounts()],
];
