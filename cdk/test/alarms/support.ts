import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { type Plan, planOf, type StackPlan } from '../../src/plan.ts';
import { AlarmsStack } from '../../src/stacks/alarms-stack.ts';
import { FanoutStack } from '../../src/stacks/fanout-stack.ts';
import { SubscriptionsStack } from '../../src/stacks/subscriptions-stack.ts';
import type { PlainStatement } from '../support/evaluate-policy.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { plain, statementsIn } from '../support/policies-in.ts';
import { inFolder, type PlainTemplate } from '../support/synth.ts';

/** Where the fan-out of the configs of tests is. */
export const PLACE = { account: '333333333333', region: 'eu-central-1' };
export const KEY_ARN = `arn:aws:kms:${PLACE.region}:${PLACE.account}:key/00000000-0000-4000-8000-000000000000`;

/** A key that is there. */
export function keyIn(stack: Stack): IKey {
  return Key.fromKeyArn(stack, 'GivenKey', KEY_ARN);
}

/** Templates of all stacks that alarms pass through, by id such as `stage/alarms`. */
export function alarmTemplates(config: Config): ReadonlyMap<string, PlainTemplate> {
  const plan = planOf(config);
  // Of an app that is never synthesised.
  const key = keyIn(new Stack(new App(), 'Keys', { env: PLACE }));
  return inFolder((outdir) => {
    const app = new App({ context: { ...FLAGS }, outdir });
    const stacks = plan.stacks.flatMap((stack): readonly (readonly [string, Stack])[] => {
      const made = stackOf(app, { plan, stack, key });
      return made === undefined ? [] : [[stack.id, made]];
    });
    return new Map(stacks.map(([id, stack]) => [id, plainOf(stack)]));
  });
}

function stackOf(
  app: App,
  { plan, stack, key }: { readonly plan: Plan; readonly stack: StackPlan; readonly key: IKey },
): Stack | undefined {
  const scope = new Stage(app, stack.id.replaceAll('/', '-'));
  if (stack.kind === 'fanout') return new FanoutStack(scope, { plan, stack, key, servicesKey: key });
  if (stack.kind === 'subscriptions') return new SubscriptionsStack(scope, { plan, stack });
  if (stack.kind !== 'alarms') return undefined;
  const servicesKey = stack.region === plan.config.region ? key : undefined;
  return new AlarmsStack(scope, { plan, stack, servicesKey });
}

function plainOf(stack: Stack): PlainTemplate {
  return plain(Template.fromStack(stack).toJSON() as unknown as PlainTemplate);
}

/** The inline statements of a role, by the role's name. */
export function roleStatements(template: PlainTemplate, roleName: string): readonly PlainStatement[] {
  const role = roleOf(template, roleName);
  const policies = role['Policies'] as readonly { readonly PolicyDocument: unknown }[];
  return policies.flatMap(({ PolicyDocument: document }) => statementsIn(document));
}

/** Who may become a role. */
export function trustOf(template: PlainTemplate, roleName: string): readonly PlainStatement[] {
  return statementsIn(roleOf(template, roleName)['AssumeRolePolicyDocument']);
}

function roleOf(template: PlainTemplate, roleName: string): Readonly<Record<string, unknown>> {
  const role = propertiesOf(template, 'AWS::IAM::Role').find(({ RoleName: name }) => name === roleName);
  if (role === undefined) throw new Error(`no role ${roleName}`);
  return role;
}

/** Properties of the one resource of a type that a test picks. */
export function oneOf(
  template: PlainTemplate,
  type: string,
  has: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const found = propertiesOf(template, type).filter((each) =>
    Object.entries(has).every(([key, value]) => each[key] === value),
  );
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} of ${type}, and not one`);
  return one;
}
