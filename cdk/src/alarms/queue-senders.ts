import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** Who may put something into a queue: exactly these, and nobody else of these services. */
export interface QueueSenders {
  /** ARNs of topics, of whatever account and region. */
  readonly topicArns: readonly string[];
  /** ARNs of rules of EventBridge, in the queue's own account and region. */
  readonly ruleArns: readonly string[];
}

/** Lets topics and rules send to a queue, and rules to its dead letters, where EventBridge puts what it could not deliver. */
export function admitSenders(
  { queue, deadLetters }: { readonly queue: Queue; readonly deadLetters: Queue },
  { topicArns, ruleArns }: QueueSenders,
): void {
  const { region } = Stack.of(queue);
  // Into a region that accounts opt in to, SNS of other regions comes under that region's name.
  // Source: Amazon SNS Developer Guide, "Cross-region delivery".
  const services = RegionInfo.get(region).isOptInRegion ? ['sns', `sns.${region}`] : ['sns'];
  admit(queue, { sid: 'Topics', services, arns: topicArns });
  admit(queue, { sid: 'Rules', services: ['events'], arns: ruleArns });
  admit(deadLetters, { sid: 'Rules', services: ['events'], arns: ruleArns });
}

/** Keeps everybody from sending but services of AWS and some roles: what is in the queue is believed. */
export function admitOperators(queue: Queue, operatorArns: readonly string[]): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlyOperatorsSend',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ...(operatorArns.length > 0 && { ArnNotEquals: { 'aws:PrincipalArn': [...operatorArns] } }),
      },
    }),
  );
}

function admit(
  queue: Queue,
  {
    sid,
    services,
    arns,
  }: { readonly sid: string; readonly services: readonly string[]; readonly arns: readonly string[] },
): void {
  if (arns.length === 0) return;
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: services.map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': [...arns] } },
    }),
  );
}
