import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { referenceArchitecture } from '../../src/app.ts';
import type { Config } from '../../src/config/schema.ts';
import { planOf } from '../../src/plan.ts';

/** The templates of a config's stacks, by id such as `stage/network`, in the order of deployment. */
export function templatesOf(config: Config): ReadonlyMap<string, Template> {
  const app = referenceArchitecture(config);
  return new Map(
    planOf(config).stacks.map(({ id, stage, name }) => {
      const stack = app.node.findChild(stage).node.findChild(name) as Stack;
      return [id, Template.fromStack(stack)] as const;
    }),
  );
}

/** The template of one stack; all others are made, too, but not synthesised. */
export function templateOf(config: Config, id: string): Template {
  const template = templatesOf(config).get(id);
  if (template === undefined) throw new Error(`no stack ${id}`);
  return template;
}
