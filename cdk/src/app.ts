import { App, type AppProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from './config/schema.ts';
import { buildStacks } from './build-stacks.ts';
import { FLAGS } from './flags.ts';
import { planOf } from './plan.ts';

/**
 * Makes the app of a config: a stage for each account and environment, few stacks in each. A stage is a scope, no `Stage` of
 * the CDK: that is an assembly of its own, whose templates are written before a later one asks them for an output.
 */
export function referenceArchitecture(config: Config, props: AppProps = {}): App {
  const app = new App({ ...props, context: { ...FLAGS, ...props.context } });
  const plan = planOf(config);
  const stages = new Map(
    [...new Set(plan.stacks.map(({ stage }) => stage))].map((id) => [id, new Construct(app, id)] as const),
  );
  buildStacks(plan, (id) => stages.get(id) ?? app);
  return app;
}
