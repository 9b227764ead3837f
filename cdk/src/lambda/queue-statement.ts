import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What a Lambda behind a queue may do with it: docs/lambda.md, "Permissions". */
export function queueStatement(queueArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'Queue',
    actions: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    resources: [queueArn],
  });
}
