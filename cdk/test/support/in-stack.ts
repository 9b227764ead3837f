import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FLAGS } from '../../src/flags.ts';
import { plain } from './policies-in.ts';
import type { PlainTemplate } from './synth.ts';

/** The template, in plain text, of a stack that has what `make` puts in it, in eu-central-1. */
export function inStack(make: (stack: Stack) => unknown, account = '111111111111'): PlainTemplate {
  const app = new App({ context: { ...FLAGS } });
  const stack = new Stack(app, 'Stack', { env: { account, region: 'eu-central-1' } });
  make(stack);
  return plain(Template.fromStack(stack).toJSON() as unknown as PlainTemplate);
}

/** Properties of the resources of a type. */
export function propertiesOf(
  { Resources: resources }: PlainTemplate,
  type: string,
): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(resources)
    .filter((each) => each.Type === type)
    .map(({ Properties: properties = {} }) => properties);
}
