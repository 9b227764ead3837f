/** Accounts of the sources. */
export const ACCOUNTS: Readonly<Record<string, string>> = {
  '111122223333': 'own',
  '222222222222': 'partner',
};
/** The tree of parameters of the config. */
export const TREE = '/ssh-keys';

export type Api =
  | { readonly name: 'AddUserToGroup' | 'RemoveUserFromGroup'; readonly user: string; readonly group: string }
  | {
      readonly name: 'UploadSSHPublicKey';
      readonly user: string;
      readonly key: string;
      readonly body: string;
    }
  | {
      readonly name: 'UpdateSSHPublicKey';
      readonly user: string;
      readonly key: string;
      readonly isActive: boolean;
    }
  | { readonly name: 'DeleteSSHPublicKey'; readonly user: string; readonly key: string }
  | { readonly name: 'CreateUser'; readonly user: string; readonly id: string }
  | { readonly name: 'DeleteUser'; readonly user: string }
  | { readonly name: 'UpdateUser'; readonly user: string; readonly to: string }
  | { readonly name: 'PutParameter' | 'DeleteParameter'; readonly id: string; readonly parameter: string };

/**
 * A call of an API as EventBridge hands it on. Sources: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail";
 * Systems Manager User Guide, "Configuring EventBridge for parameters".
 *
 * @param at in milliseconds since the epoch; the event has whole seconds
 */
export function eventOf(api: Api, { source, at, id }: { source: string; at: number; id: string }): unknown {
  const time = new Date(Math.floor(at / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
  const account = Object.keys(ACCOUNTS).find((each) => ACCOUNTS[each] === source);
  const envelope = { version: '0', id, account, time, resources: [] };
  if ('parameter' in api) {
    return {
      ...envelope,
      'detail-type': 'Parameter Store Change',
      source: 'aws.ssm',
      region: 'eu-central-1',
      detail: {
        name: `${TREE}/${api.id}/${api.parameter}`,
        type: 'String',
        operation: api.name === 'PutParameter' ? 'Create' : 'Delete',
      },
    };
  }
  return {
    ...envelope,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    region: 'us-east-1',
    detail: {
      eventVersion: '1.11',
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      recipientAccountId: account,
      eventType: 'AwsApiCall',
      eventTime: time,
      eventID: id,
      eventName: api.name,
      ...detailOf(api),
    },
  };
}

function detailOf(api: Exclude<Api, { readonly parameter: string }>): object {
  const userName = api.user;
  switch (api.name) {
    case 'AddUserToGroup':
    case 'RemoveUserFromGroup':
      return { requestParameters: { userName, groupName: api.group }, responseElements: null };
    case 'UploadSSHPublicKey':
      return {
        requestParameters: { userName, sSHPublicKeyBody: api.body },
        responseElements: {
          sSHPublicKey: {
            userName,
            sSHPublicKeyId: api.key,
            fingerprint: '12:34:56:78',
            sSHPublicKeyBody: api.body,
            status: 'Active',
          },
        },
      };
    case 'UpdateSSHPublicKey':
      return {
        requestParameters: {
          userName,
          sSHPublicKeyId: api.key,
          status: api.isActive ? 'Active' : 'Inactive',
        },
        responseElements: null,
      };
    case 'DeleteSSHPublicKey':
      return { requestParameters: { userName, sSHPublicKeyId: api.key }, responseElements: null };
    case 'CreateUser':
      return {
        requestParameters: { userName },
        responseElements: { user: { userName, userId: api.id, path: '/' } },
      };
    case 'UpdateUser':
      return { requestParameters: { userName, newUserName: api.to }, responseElements: null };
    default:
      return { requestParameters: { userName }, responseElements: null };
  }
}
