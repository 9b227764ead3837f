import type { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { namesOf } from './names.ts';
import { GLOBAL_REGION, type Plan, type StackPlan } from './plan.ts';
import { AlarmsStack } from './stacks/alarms-stack.ts';
import { ArchiveStack } from './stacks/archive-stack.ts';
import { BaselineStack } from './stacks/baseline-stack.ts';
import { CertificatesStack } from './stacks/certificates-stack.ts';
import { DnsStack } from './stacks/dns-stack.ts';
import { FanoutStack } from './stacks/fanout-stack.ts';
import { KeysStack } from './stacks/keys-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { PeeringStack } from './stacks/peering-stack.ts';
import { PromotionsStack } from './stacks/promotions-stack.ts';
import { SshHostsStack } from './stacks/ssh-hosts-stack.ts';
import { SshKeyEventsStack } from './stacks/ssh-key-events-stack.ts';
import { SshKeysStack } from './stacks/ssh-keys-stack.ts';
import { StaticStack } from './stacks/static-stack.ts';
import { SubscriptionsStack } from './stacks/subscriptions-stack.ts';
import { UpdatesStack } from './stacks/updates-stack.ts';
import { UsersStack } from './stacks/users-stack.ts';

/** Makes the stacks of a plan, in its order, so that each finds the ones that it builds upon. */
export function buildStacks(plan: Plan, stageOf: (id: string) => Construct): void {
  const baselines = new Map<string, BaselineStack>();
  const keys = new Map<string, KeysStack>();
  const networks = new Map<string, NetworkStack>();
  const zones = new Map<string, DnsStack>();
  const certificates = new Map<string, CertificatesStack>();

  const builders: { readonly [K in StackPlan['kind']]: (scope: Construct, stack: StackPlan) => Stack } = {
    archive: (scope, stack) => new ArchiveStack(scope, { plan, stack }),
    baseline: (scope, stack) => keep(baselines, stack.account, new BaselineStack(scope, { plan, stack })),
    users: (scope, stack) => new UsersStack(scope, { plan, stack }),
    alarms: (scope, stack) => {
      const servicesKey =
        stack.region === plan.config.region ? get(baselines, stack.account).servicesKey : undefined;
      return new AlarmsStack(scope, { plan, stack, servicesKey });
    },
    fanout: (scope, stack) => {
      const { key } = get(keys, SHARED);
      return new FanoutStack(scope, {
        plan,
        stack,
        key,
        servicesKey: get(baselines, stack.account).servicesKey,
      });
    },
    subscriptions: (scope, stack) => new SubscriptionsStack(scope, { plan, stack }),
    keys: (scope, stack) => keep(keys, unitOf(stack), new KeysStack(scope, { plan, stack })),
    network: (scope, stack) => {
      const { servicesKey } = get(baselines, stack.account);
      const management = networks.get(SHARED);
      const made = new NetworkStack(scope, { plan, stack, servicesKey, management });
      return keep(networks, unitOf(stack), made);
    },
    peering: (scope, stack) => {
      const name = unitOf(stack);
      const management = get(networks, SHARED);
      return new PeeringStack(scope, {
        plan,
        stack,
        management,
        network: get(networks, name),
        dns: get(zones, name),
      });
    },
    dns: (scope, stack) => {
      const name = unitOf(stack);
      const management = get(networks, SHARED);
      const made = new DnsStack(scope, { plan, stack, network: get(networks, name), management });
      return keep(zones, name, made);
    },
    certificates: (scope, stack) => {
      const name = unitOf(stack);
      const zone = present(get(zones, name).publicZone, `a public zone of ${name}`);
      return keep(
        certificates,
        `${name}/${stack.region}`,
        new CertificatesStack(scope, { plan, stack, zone }),
      );
    },
    static: (scope, stack) => {
      const name = unitOf(stack);
      const { certificate } = get(certificates, `${name}/${GLOBAL_REGION}`);
      const { servicesKey } = get(baselines, stack.account);
      const zone = present(get(zones, name).publicZone, `a public zone of ${name}`);
      return new StaticStack(scope, { plan, stack, zone, certificate, servicesKey });
    },
    'ssh-keys': (scope, stack) =>
      new SshKeysStack(scope, { plan, stack, servicesKey: get(baselines, stack.account).servicesKey }),
    'ssh-key-events': (scope, stack) => new SshKeyEventsStack(scope, { plan, stack }),
    'ssh-hosts': (scope, stack) => new SshHostsStack(scope, { plan, stack }),
    promotions: (scope, stack) => new PromotionsStack(scope, { plan, stack }),
    updates: (scope, stack) =>
      new UpdatesStack(scope, { plan, stack, servicesKey: get(baselines, stack.account).servicesKey }),
  };
  const { boundary } = namesOf(plan.config);
  const built = new Map<string, Stack>();
  for (const stack of plan.stacks) {
    const made = builders[stack.kind](stageOf(stack.stage), stack);
    built.set(stack.id, made);
    // The archive has no role, and is there before any boundary.
    if (stack.kind !== 'archive') bound(made, boundary);
    // The CDK sees no order between accounts of its own accord.
    for (const id of stack.after) made.addStackDependency(get(built, id));
  }
}

/** Of what is shared, among what is known by environment. */
const SHARED = '';

function unitOf({ environment }: StackPlan): string {
  return environment?.name ?? SHARED;
}

function keep<V>(map: Map<string, V>, key: string, value: V): V {
  map.set(key, value);
  return value;
}

/** Gives all roles of a stack the boundary of its account, which the account's baseline has. */
function bound(stack: Stack, policyName: string): void {
  const policy = ManagedPolicy.fromManagedPolicyName(stack, 'PermissionsBoundary', policyName);
  PermissionsBoundary.of(stack).apply(policy);
}

function get<V>(map: ReadonlyMap<string, V>, key: string): V {
  return present(map.get(key), key);
}

function present<V>(value: V | undefined, what: string): V {
  if (value === undefined) throw new Error(`the plan has no ${what} before what needs it`);
  return value;
}
