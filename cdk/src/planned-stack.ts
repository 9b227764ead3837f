import { type Environment as CdkEnvironment, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { zonesOf } from './config/regions.ts';
import { namesOf, type Names } from './names.ts';
import type { Plan, StackKind, StackPlan } from './plan.ts';

export interface PlannedStackProps {
  readonly plan: Plan;
  readonly stack: StackPlan;
}

/** For who reads it in the console. */
const HOLDS: Readonly<Record<StackKind, string>> = {
  archive: 'The archive of the logs of all accounts',
  baseline: 'Boundary, roles, settings, trail and AWS Config of the account',
  users: 'Groups of the users',
  alarms: 'Topic of the alarms, and their way to the fan-out',
  fanout: 'The Lambda alarm-fanout with its queues and table',
  subscriptions: "Subscriptions of the fan-out to another account's topics",
  keys: 'The key that secrets are encrypted with',
  network: 'VPC with its tiers, ACLs and flow logs',
  peering: "Routes and private zone of an environment's VPC",
  dns: 'Public and private zone',
  certificates: 'Certificate of the domain and of all names below it',
  static: 'Static sites, and their invalidation',
  'ssh-keys': 'The Lambda ssh-key-sync with its bucket and queue',
  'ssh-key-events': 'The way of changes of IAM to ssh-key-sync',
  'ssh-hosts': 'What hosts need for users of IAM: document, associations and policies',
  promotions: 'What environments tell each other of their updates',
  updates: 'The Lambda auto-update with its table and document',
};

/** A stack as a plan has it: name, place and zones are known, so that nothing is looked up in an account. */
export class PlannedStack extends Stack {
  readonly plan: Plan;
  readonly names: Names;
  readonly #zones: readonly string[];

  constructor(scope: Construct, { plan, stack }: PlannedStackProps) {
    const env: CdkEnvironment = { account: stack.account, region: stack.region };
    const { config } = plan;
    super(scope, stack.name, {
      env,
      stackName: stack.stackName,
      description: `${HOLDS[stack.kind]} (${config.name}, by @kmscrypt/cdk)`,
      terminationProtection: stack.environment?.disposable !== true,
      tags: {
        ...config.tags,
        'kmscrypt:config': config.name,
        'kmscrypt:environment': stack.environment?.name ?? 'shared',
      },
    });
    this.plan = plan;
    this.names = namesOf(config);
    this.#zones = zonesOf(config);
  }

  override get availabilityZones(): string[] {
    return [...this.#zones];
  }
}
