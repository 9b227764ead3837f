import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';

export interface SshOptions extends AccountPlace {
  /** Names of documents of Session Manager; default none. */
  readonly sessionDocuments?: readonly string[] | undefined;
}

/** Finding instances, and (with Session Manager) sessions by the documents given, on any instance of the account. */
export function sshStatements(options: SshOptions): readonly PolicyStatement[] {
  const { partition, account, sessionDocuments = [] } = options;
  const find = new PolicyStatement({ sid: 'Find', actions: ['ec2:DescribeInstances'], resources: ['*'] });
  if (sessionDocuments.length === 0) return [find];
  return [
    find,
    new PolicyStatement({
      sid: 'StartSessions',
      actions: ['ssm:StartSession'],
      resources: [
        `arn:${partition}:ec2:*:${account}:instance/*`,
        ...sessionDocuments.map((name) => documentArn({ partition, account }, name)),
      ],
      // Without it the document is not looked at, and any may be used: to forward ports, say.
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-sessiondocumentaccesscheck.html
      conditions: { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } },
    }),
    new PolicyStatement({
      sid: 'EndOwnSessions',
      actions: ['ssm:ResumeSession', 'ssm:TerminateSession'],
      resources: [`arn:${partition}:ssm:*:${account}:session/*`],
      conditions: { StringLike: { 'ssm:resourceTag/aws:ssmmessages:session-id': '${aws:userid}' } },
    }),
  ];
}

/** AWS's own documents belong to no account; nobody else's name may begin with `AWS-`. */
function documentArn({ partition, account }: AccountPlace, name: string): string {
  return `arn:${partition}:ssm:*:${name.startsWith('AWS-') ? '*' : account}:document/${name}`;
}
