import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { planOf, type StackPlan } from '../../src/plan.ts';
import { DnsStack } from '../../src/stacks/dns-stack.ts';
import { NetworkStack } from '../../src/stacks/network-stack.ts';
import { PeeringStack } from '../../src/stacks/peering-stack.ts';
import { inFolder, type PlainTemplate } from '../support/synth.ts';

/** The templates of a config's networks, zones and peerings alone, by id such as `stage/network`. */
export function networksOf(config: Config): ReadonlyMap<string, PlainTemplate> {
  return inFolder((outdir) => synthesise(config, outdir));
}

function synthesise(config: Config, outdir: string): ReadonlyMap<string, PlainTemplate> {
  const plan = planOf(config);
  const app = new App({ context: { ...FLAGS }, outdir });
  const stages = new Map<string, Construct>();
  const stageOf = (id: string): Construct =>
    stages.get(id) ?? (stages.set(id, new Construct(app, id)).get(id) as Construct);
  const networks = new Map<string, NetworkStack>();
  const zones = new Map<string, DnsStack>();
  const made = new Map<string, Stack>();
  const need = <V>(map: ReadonlyMap<string, V>, key: string): V => {
    const value = map.get(key);
    if (value === undefined) throw new Error(`no ${key}`);
    return value;
  };
  const make = (stack: StackPlan): Stack | undefined => {
    const scope = stageOf(stack.stage);
    const name = stack.environment?.name ?? 'mgmt';
    if (stack.kind === 'network') {
      const keys = new Stack(scope, `keys-of-${name}`, {
        env: { account: stack.account, region: stack.region },
      });
      const servicesKey = new Key(keys, 'Services');
      const network = new NetworkStack(scope, { plan, stack, servicesKey, management: networks.get('mgmt') });
      networks.set(name, network);
      return network;
    }
    if (stack.kind === 'dns') {
      const dns = new DnsStack(scope, {
        plan,
        stack,
        network: need(networks, name),
        management: need(networks, 'mgmt'),
      });
      zones.set(name, dns);
      return dns;
    }
    if (stack.kind !== 'peering') return undefined;
    const management = need(networks, 'mgmt');
    return new PeeringStack(scope, {
      plan,
      stack,
      management,
      network: need(networks, name),
      dns: need(zones, name),
    });
  };
  for (const stack of plan.stacks) {
    const one = make(stack);
    if (one !== undefined) made.set(stack.id, one);
  }
  const assembly = app.synth();
  return new Map(
    [...made].map(([id, { artifactId }]) => {
      const artifact = assembly.getStackArtifact(artifactId);
      return [id, artifact.template as PlainTemplate];
    }),
  );
}
