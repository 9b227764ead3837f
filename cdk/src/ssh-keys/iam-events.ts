/** Calls of IAM that may change who logs in: those that the Lambda knows. */
export const IAM_CALLS: readonly string[] = [
  'AddUserToGroup',
  'CreateGroup',
  'CreateUser',
  'DeleteGroup',
  'DeleteSSHPublicKey',
  'DeleteUser',
  'RemoveUserFromGroup',
  'UpdateGroup',
  'UpdateSSHPublicKey',
  'UpdateUser',
  'UploadSSHPublicKey',
];

/**
 * Changes of users, groups and their keys: CloudTrail tells EventBridge of them in us-east-1 alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export const IAM_CHANGES: Readonly<Record<string, unknown>> = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: ['iam.amazonaws.com'], eventName: [...IAM_CALLS] },
};

/** Changes of parameters below a path. */
export function parameterChanges(path: string): Readonly<Record<string, unknown>> {
  return {
    source: ['aws.ssm'],
    'detail-type': ['Parameter Store Change'],
    detail: { name: [{ prefix: `${path}/` }] },
  };
}
