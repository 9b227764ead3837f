import type { Config, Environment } from './config/schema.ts';
import type { Place } from './names.ts';
import { hostGroupsOf } from './ssh-keys/host-groups.ts';
import { isUpdated } from './updates/update-config.ts';

/** What a stack holds; stacks are cut by how long their contents live, not by service. */
export type StackKind =
  /** The archive of all accounts' logs, and its key. */
  | 'archive'
  /** What every account has once: boundary, roles, settings, trail, AWS Config, GuardDuty. */
  | 'baseline'
  /** The groups of the account `security`. */
  | 'users'
  /** Topic and forwarding of alarms, in every account (and in us-east-1). */
  | 'alarms'
  /** The Lambda alarm-fanout, with queues and table. */
  | 'fanout'
  /** In shared-services: what makes the topics of another account send to the fan-out. */
  | 'subscriptions'
  /** The CMK of an environment, or of what is shared. */
  | 'keys'
  | 'network'
  /** The way back from the management VPC to an environment's. */
  | 'peering'
  /** Public and private zone. */
  | 'dns'
  | 'certificates'
  /** Static sites with their invalidation. */
  | 'static'
  /** The Lambda ssh-key-sync, with bucket and queue. */
  | 'ssh-keys'
  /** In us-east-1: what brings changes of IAM to that Lambda. */
  | 'ssh-key-events'
  /** In every account with hosts: what these need for users of IAM. */
  | 'ssh-hosts'
  /** In shared-services: what environments tell each other of their updates. */
  | 'promotions'
  /** The Lambda auto-update of an environment, with table and document. */
  | 'updates';

/** One stack. */
export interface StackPlan extends Place {
  /** As `cdk` and `kmscrypt-cdk list` call it: `STAGE/NAME`. */
  readonly id: string;
  /** The stage that it is in: `security`, `logs`, `shared-services` or an environment. */
  readonly stage: string;
  /** Within its stage. */
  readonly name: string;
  readonly kind: StackKind;
  /** In CloudFormation; unique in an account and region. */
  readonly stackName: string;
  /** The environment that it is of, or that it is there for. */
  readonly environment?: Environment | undefined;
  /** The account that it is there for, where that is another one than it is in. */
  readonly counterpart?: string | undefined;
  /** Ids of the stacks that have to be there before. */
  readonly after: readonly string[];
}

/** An account, and what it is for. */
export interface AccountPlan {
  /** 12 digits. */
  readonly account: string;
  /** `security`, `logs`, `shared-services`, names of environments: all that it is used for; the first is its name. */
  readonly purposes: readonly string[];
}

export interface Plan {
  readonly config: Config;
  /** In the order of deployment. */
  readonly accounts: readonly AccountPlan[];
  /** In an order in which they can be deployed one after the other. */
  readonly stacks: readonly StackPlan[];
}

/** Certificates of CloudFront, and metrics of CloudFront and Route 53, are in this region alone. */
export const GLOBAL_REGION = 'us-east-1';

/** Lays a config out in accounts, stages and stacks. */
export function planOf(config: Config): Plan {
  const accounts = accountsOf(config);
  const stacks: StackPlan[] = [];
  const add = (stage: string, name: string, kind: StackKind, more: Partial<StackPlan> & Place): void => {
    const scope = PER_ACCOUNT.has(kind) ? '' : `${more.environment?.name ?? 'mgmt'}-`;
    const known = new Set(stacks.map(({ id }) => id));
    stacks.push({
      id: `${stage}/${name}`,
      stage,
      name,
      kind,
      stackName: `${config.name}-${scope}${name}`,
      after: [],
      ...more,
      ...(more.after === undefined ? {} : { after: more.after.filter((id) => known.has(id)) }),
    });
  };
  const { region } = config;
  const logs = config.accounts.logs ?? config.accounts['shared-services'];
  const shared = { account: config.accounts['shared-services'], region };
  const stageOf = (account: string): string => nameOf(accounts, account);

  const archive = `${stageOf(logs)}/archive`;
  add(stageOf(logs), 'archive', 'archive', { account: logs, region });
  const fanout = config.alarms === undefined ? [] : ['shared-services/fanout'];
  const addAccount = (account: string): void => {
    const stage = stageOf(account);
    add(stage, 'baseline', 'baseline', { account, region, after: [archive] });
    if (account === config.accounts.security)
      add(stage, 'users', 'users', { account, region, after: [`${stage}/baseline`] });
  };
  const addAlarms = (account: string): void => {
    const stage = stageOf(account);
    const after = [`${stage}/baseline`, ...fanout];
    add(stage, 'alarms', 'alarms', { account, region, after });
    const other = `alarms-${GLOBAL_REGION}`;
    // Metrics of CloudFront and Route 53 come where environments are.
    const isServing = config.environments.some((environment) => environment.account === account);
    // Changes of IAM come where users are.
    const hasUsers = config.sshKeys !== undefined && account === config.accounts.security;
    if (region !== GLOBAL_REGION && (isServing || hasUsers))
      add(stage, other, 'alarms', { account, region: GLOBAL_REGION, after });
    if (config.alarms === undefined || account === shared.account) return;
    // Only the account of the queue can confirm that a topic of another one may send to it.
    const topics = [...fanout, `${stage}/alarms`, `${stage}/${other}`];
    const more = { ...shared, counterpart: account, after: topics };
    add('shared-services', `subscriptions-${stage}`, 'subscriptions', more);
  };
  const users = `${stageOf(config.accounts.security)}/ssh-keys`;
  const hosts = config.sshKeys === undefined ? [] : hostGroupsOf(config.sshKeys, config);
  const addSshKeys = (): void => {
    if (config.sshKeys === undefined) return;
    const { security: account } = config.accounts;
    const stage = stageOf(account);
    const here = { account, region, after: [`${stage}/baseline`, `${stage}/alarms`] };
    add(stage, 'ssh-keys', 'ssh-keys', here);
    if (region === GLOBAL_REGION) return;
    const more = { account, region: GLOBAL_REGION, after: [`${stage}/alarms-${GLOBAL_REGION}`, users] };
    add(stage, `ssh-keys-${GLOBAL_REGION}`, 'ssh-key-events', more);
  };
  const addHosts = (account: string): void => {
    const stage = stageOf(account);
    if (hosts.every((group) => group.account !== account)) return;
    add(stage, 'ssh-hosts', 'ssh-hosts', { account, region, after: [`${stage}/baseline`, users] });
  };
  const common = [...new Set([logs, config.accounts.security, shared.account])];
  for (const account of common) addAccount(account);
  const base = (account: string): string => `${stageOf(account)}/baseline`;
  add('shared-services', 'keys', 'keys', { ...shared, after: [base(shared.account)] });
  add('shared-services', 'network', 'network', { ...shared, after: [base(shared.account)] });
  if (config.alarms !== undefined)
    add('shared-services', 'fanout', 'fanout', {
      ...shared,
      after: [base(shared.account), 'shared-services/keys'],
    });
  for (const account of common) addAlarms(account);
  addSshKeys();
  for (const account of common) addHosts(account);
  const promotions = 'shared-services/updates';
  if (config.environments.some(isUpdated))
    add('shared-services', 'updates', 'promotions', { ...shared, after: [base(shared.account)] });

  for (const environment of config.environments) {
    const { name, account } = environment;
    const here = { account, region, environment };
    if (!stacks.some(({ id }) => id === base(account))) {
      addAccount(account);
      addAlarms(account);
      addHosts(account);
    }
    add(name, 'keys', 'keys', { ...here, after: [base(account)] });
    add(name, 'network', 'network', { ...here, after: [base(account), 'shared-services/network'] });
    add(name, 'dns', 'dns', { ...here, after: [`${name}/network`, 'shared-services/network'] });
    add('shared-services', `peering-${name}`, 'peering', {
      ...shared,
      environment,
      after: [`${name}/network`, `${name}/dns`],
    });
    if (isUpdated(environment)) {
      const after = [base(account), `${stageOf(account)}/alarms`, promotions];
      add(name, 'updates', 'updates', { ...here, after });
    }
    if (environment.domain === undefined) continue;
    const zone = [`${name}/dns`];
    add(name, 'certificates', 'certificates', { ...here, after: zone });
    if (environment.sites.length === 0) continue;
    const edge = region === GLOBAL_REGION ? 'certificates' : `certificates-${GLOBAL_REGION}`;
    if (region !== GLOBAL_REGION)
      add(name, edge, 'certificates', { ...here, region: GLOBAL_REGION, after: zone });
    add(name, 'static', 'static', {
      ...here,
      after: [...zone, `${name}/${edge}`, `${stageOf(account)}/alarms`],
    });
  }
  return { config, accounts, stacks };
}

/** Kinds whose stacks are told apart by their names alone: an account has one baseline, but may have several environments. */
const PER_ACCOUNT: ReadonlySet<StackKind> = new Set([
  'archive',
  'baseline',
  'users',
  'alarms',
  'subscriptions',
  'peering',
  'ssh-keys',
  'ssh-key-events',
  'ssh-hosts',
]);

function accountsOf({ accounts, environments }: Config): readonly AccountPlan[] {
  const shared = accounts['shared-services'];
  const uses: readonly (readonly [purpose: string, account: string])[] = [
    ['logs', accounts.logs ?? shared],
    ['security', accounts.security],
    ['shared-services', shared],
    ...environments.map(({ name, account }) => [name, account] as const),
  ];
  const purposes = new Map<string, string[]>();
  for (const [purpose, account] of uses) purposes.set(account, [...(purposes.get(account) ?? []), purpose]);
  return [...purposes].map(([account, all]) => ({ account, purposes: all }));
}

/** The stage of what an account has once. */
function nameOf(accounts: readonly AccountPlan[], account: string): string {
  const { purposes = [] } = accounts.find((each) => each.account === account) ?? {};
  // Where the logs have no account of their own, the account that they are in has its own name.
  return purposes.find((purpose) => purpose !== 'logs') ?? 'logs';
}
