import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { LosslessQueue } from '../../src/alarms/lossless-queue.ts';
import { admitSenders } from '../../src/alarms/queue-senders.ts';
import { FLAGS } from '../../src/flags.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import { inFolder, type PlainTemplate } from '../support/synth.ts';

test.each([
  ['a region that is there by default', 'eu-central-1', 'sns.amazonaws.com'],
  ['a region to opt in to', 'eu-south-1', ['sns.amazonaws.com', 'sns.eu-south-1.amazonaws.com']],
])('SNS may send to %s', (_name, region, expected) => {
  const topicArns = ['arn:aws:sns:us-east-1:333333333333:acme-alarms'];
  const template = inFolder((outdir) => {
    const app = new App({ context: { ...FLAGS }, outdir });
    const stack = new Stack(app, 'Stack', { env: { account: '333333333333', region } });
    admitSenders(new LosslessQueue(stack, 'Queue', { queueName: 'fan' }), { topicArns, ruleArns: [] });
    return Template.fromStack(stack).toJSON() as unknown as PlainTemplate;
  });
  const allowed = propertiesOf(template, 'AWS::SQS::QueuePolicy')
    .flatMap(({ PolicyDocument: document }) => statementsIn(document))
    .filter(({ Effect: effect }) => effect === 'Allow');
  expect(allowed).toEqual([
    expect.objectContaining({
      Action: 'sqs:SendMessage',
      Principal: { Service: expected },
      Condition: { ArnEquals: { 'aws:SourceArn': topicArns } },
    }),
  ]);
});
