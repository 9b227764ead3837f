import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { fanoutFunction } from './fanout-function.ts';
import type { FanoutQueues } from './fanout-queues.ts';
import { fanoutShape } from './fanout-shape.ts';
import { deliverStatements, ingestStatements } from './fanout-statements.ts';
import { mailIdentities } from './mail-identities.ts';
import { secretStatements } from './secret-statements.ts';

export interface FanoutFunctionsProps {
  /** Of the fan-out, its queues and its table. */
  readonly name: string;
  /** The Lambda's config, but for `queues` and `table`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly queues: FanoutQueues;
  /** That graphs are put in; default none. */
  readonly graphBucketName?: string | undefined;
  /** What the tokens in the config are under. */
  readonly key: IKey;
  readonly servicesKey: IKey;
}

/** Messages that a function takes at once; each that fails comes back alone. */
const BATCHES = { batchSize: 10, reportBatchItemFailures: true };

/**
 * The functions `ingest` and `deliver`, and what they read. Who may do what is as the Lambda's README has it
 * (lambdas/alarm-fanout/README.md, "IAM"), with the destinations' queues by name.
 */
export function fanoutFunctions(scope: Construct, props: FanoutFunctionsProps): void {
  const { name, config, queues, graphBucketName, key, servicesKey } = props;
  const { destinations, accounts } = fanoutShape.parse(config);
  const all = Object.values(destinations);
  const stack = Stack.of(scope);
  const { partition, region, account } = stack;
  const place = { partition, region, account };
  const resources = {
    queueArn: queues.intake.arn,
    deadLetterArn: queues.intake.deadLetterArn,
    queueArns: queues.destinations.map(({ arn }) => arn),
    deadLetterArns: queues.destinations.map(({ deadLetterArn }) => deadLetterArn),
    tableArn: stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name }),
  };
  const secretsIn = (part: object) => secretStatements(part, { place, keyArn: key.keyArn });
  const prefix = { service: 'sqs', resource: `${name}-`, arnFormat: ArnFormat.NO_RESOURCE_NAME };
  const common = { name, servicesKey, config: { ...config, queues: stack.formatArn(prefix), table: name } };

  const ingest = fanoutFunction(scope, {
    ...common,
    handler: 'ingest',
    description: 'Takes in alarms and notices, and puts them into the queues of their destinations',
    statements: [
      ...ingestStatements({
        ...resources,
        readerArns: Object.values(accounts).flatMap(({ role }) => role ?? []),
        graphBucketArn: graphBucketName && `arn:${partition}:s3:::${graphBucketName}`,
      }),
      // Both functions open what is not below `destinations`.
      ...secretsIn({ ...config, destinations: {} }),
    ],
  });
  ingest.function.addEventSourceMapping('Intake', {
    eventSourceArn: queues.intake.queue.queueArn,
    ...BATCHES,
  });

  const mails = all.filter(({ type }) => type === 'email').flatMap((each) => mailIdentities(each, place));
  const deliver = fanoutFunction(scope, {
    ...common,
    handler: 'deliver',
    description: 'Delivers alarms from the queues of their destinations',
    statements: [
      ...deliverStatements({
        ...resources,
        mailArns: [...new Set(mails)],
        topicArns: [...new Set(all.flatMap(({ type, topic }) => (type === 'sns' && topic) || []))],
      }),
      ...secretsIn(config),
    ],
  });
  for (const { queue, name: queueName } of queues.destinations) {
    deliver.function.addEventSourceMapping(queueName, { eventSourceArn: queue.queueArn, ...BATCHES });
  }
}
