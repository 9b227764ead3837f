import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AutoUpdate, type AutoUpdateProps } from '../../src/updates/auto-update.ts';
import { emptyStack } from '../edge/static-stack-of.ts';
import { keyIn } from '../alarms/support.ts';
import { plain } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

/** Of the stack. */
export const PLACE = { account: '555555555555', region: 'eu-central-1' };
export const NAME = 'acme-stage-auto-update';
export const TOPIC: string = `arn:aws:sns:${PLACE.region}:${PLACE.account}:acme-alarms`;
export const OPERATOR: string = `arn:aws:iam::${PLACE.account}:role/allow-full-access-from-other-accounts`;

/** Of one fleet, of mode `in-place`. */
export const CONFIG: AutoUpdateProps['config'] = {
  environment: 'stage',
  table: NAME,
  document: NAME,
  fleets: { jobs: { mode: 'in-place', tags: { role: 'jobs' } } },
};

export function stackWithUpdates(props: Partial<AutoUpdateProps> = {}): Stack {
  const stack = emptyStack();
  new AutoUpdate(stack, 'Updates', {
    name: NAME,
    config: CONFIG,
    operatorArns: [OPERATOR],
    servicesKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    alarmTopicArn: TOPIC,
    ...props,
  });
  return stack;
}

/** Its template, in plain text. */
export function updated(props?: Partial<AutoUpdateProps>): PlainTemplate {
  return plain(Template.fromStack(stackWithUpdates(props)).toJSON() as unknown as PlainTemplate);
}

/** The same, with a topic that has a key. */
export function withTopicKey(config: AutoUpdateProps['config']): PlainTemplate {
  const stack = emptyStack();
  const key = keyIn(stack);
  new AutoUpdate(stack, 'Updates', {
    name: NAME,
    config,
    operatorArns: [],
    servicesKey: key,
    topicKey: key,
    alarmTopicArn: TOPIC,
    hostRoleArns: [`arn:aws:iam::${PLACE.account}:role/acme-hosts`],
  });
  return plain(Template.fromStack(stack).toJSON() as unknown as PlainTemplate);
}
