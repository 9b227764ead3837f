import { App, Stage, type AppProps } from 'aws-cdk-lib';
import type { Config } from './config/schema.ts';
import { buildStacks } from './build-stacks.ts';
import { FLAGS } from './flags.ts';
import { planOf } from './plan.ts';

/** Makes the app of a config: a stage for each account and environment, few stacks in each. */
export function referenceArchitecture(config: Config, props: AppProps = {}): App {
  const app = new App({ ...props, context: { ...FLAGS, ...props.context } });
  const plan = planOf(config);
  const stages = new Map(
    [...new Set(plan.stacks.map(({ stage }) => stage))].map((id) => [id, new Stage(app, id)] as const),
  );
  buildStacks(plan, (id) => stages.get(id) ?? app);
  return app;
}
