import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { GLOBAL_REGION, planOf } from '../../src/plan.ts';
import { CertificatesStack } from '../../src/stacks/certificates-stack.ts';
import { StaticStack } from '../../src/stacks/static-stack.ts';

export interface EdgeTemplates {
  /** In the region of the config. */
  readonly near: Template;
  /** Certificates of us-east-1. */
  readonly global: Template;
  readonly sites: Template;
}

/** The stacks of an environment's edge, with no more beside them than they refer to. */
export function edgeStacksOf(config: Config, name: string): EdgeTemplates {
  const plan = planOf(config);
  const [near, global, sites] = ['certificates', `certificates-${GLOBAL_REGION}`, 'static'].map((each) => {
    const stack = plan.stacks.find(({ id }) => id === `${name}/${each}`);
    if (stack === undefined) throw new Error(`no stack ${name}/${each}`);
    return stack;
  });
  if (near === undefined || global === undefined || sites === undefined) throw new Error('unreachable');
  const stage = new Stage(new App({ context: { ...FLAGS } }), name);
  const { account, region } = near;
  const beside = new Stack(stage, 'beside', { env: { account, region }, stackName: `acme-${name}-beside` });
  const zone = new PublicHostedZone(beside, 'Zone', { zoneName: `${name}.example.com` });
  const servicesKey = new Key(beside, 'Key');
  const nearStack = new CertificatesStack(stage, { plan, stack: near, zone });
  const globalStack = new CertificatesStack(stage, { plan, stack: global, zone });
  const { certificate } = globalStack;
  const staticStack = new StaticStack(stage, { plan, stack: sites, zone, certificate, servicesKey });
  return {
    near: Template.fromStack(nearStack),
    global: Template.fromStack(globalStack),
    sites: Template.fromStack(staticStack),
  };
}
