import { type Environment as CdkEnvironment, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { zonesOf } from './config/regions.ts';
import { namesOf, type Names } from './names.ts';
import type { Plan, StackPlan } from './plan.ts';

export interface PlannedStackProps {
  readonly plan: Plan;
  readonly stack: StackPlan;
}

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
      terminationProtection: stack.environment?.disposable !== true,
      tags: { ...config.tags, 'kmscrypt:config': config.name },
    });
    this.plan = plan;
    this.names = namesOf(config);
    this.#zones = zonesOf(config);
  }

  override get availabilityZones(): string[] {
    return [...this.#zones];
  }
}
