import { type JsonObject, partOf, textOf, timeOf } from './json.ts';
import { foreign, IGNORED, type Told } from './told.ts';

/** A call that has changed something in IAM. */
export interface IamCall {
  readonly kind: 'iam';
  /** Of the API. */
  readonly operation: IamOperation;
  /** `own`, or the name of a source. */
  readonly source: string;
  /** In milliseconds since the epoch, whole seconds. */
  readonly at: number;
  /** In the letters of the caller; empty where the call has none. */
  readonly user: string;
  readonly newUser: string;
  readonly group: string;
  readonly newGroup: string;
  /** The id of a key of SSH. */
  readonly key: string;
  /** UserId; of CreateUser. */
  readonly id: string;
  /** Of a key, after UpdateSSHPublicKey. */
  readonly isActive: boolean;
}

/** What each has to name. */
const OPERATIONS = {
  AddUserToGroup: ['user', 'group'],
  RemoveUserFromGroup: ['user', 'group'],
  CreateUser: ['user'],
  DeleteUser: ['user'],
  UpdateUser: ['user'],
  CreateGroup: ['group'],
  DeleteGroup: ['group'],
  UpdateGroup: ['group'],
  UploadSSHPublicKey: ['user'],
  UpdateSSHPublicKey: ['user', 'key'],
  DeleteSSHPublicKey: ['user', 'key'],
} as const satisfies Readonly<Record<string, readonly ('user' | 'group' | 'key')[]>>;

export type IamOperation = keyof typeof OPERATIONS;

/**
 * Reads what CloudTrail writes of a call of IAM. A call that has failed has changed nothing, whatever it asked for.
 * Source: CloudTrail User Guide, "CloudTrail record contents".
 *
 * @param accounts sources by the numbers of their accounts
 */
export function readIamCall(event: JsonObject, accounts: Readonly<Record<string, string>>): Told {
  const { detail } = event;
  if (partOf(detail, 'eventSource') !== 'iam.amazonaws.com') return IGNORED;
  const operation = partOf(detail, 'eventName');
  if (!isOperation(operation)) return IGNORED;
  if (partOf(detail, 'errorCode') !== undefined || partOf(detail, 'errorMessage') !== undefined)
    return IGNORED;
  const account = textOf(partOf(detail, 'recipientAccountId')) ?? textOf(event['account']);
  if (account === undefined) return foreign(`its ${operation} has no account`);
  const source = Object.hasOwn(accounts, account) ? accounts[account] : undefined;
  if (source === undefined) return IGNORED;
  const at = timeOf(partOf(detail, 'eventTime'));
  if (at === undefined) return foreign(`its ${operation} has no time`);
  const asked = (name: string): string => textOf(partOf(detail, 'requestParameters', name)) ?? '';
  const call = {
    kind: 'iam',
    operation,
    source,
    at,
    user: asked('userName'),
    newUser: asked('newUserName'),
    group: asked('groupName'),
    newGroup: asked('newGroupName'),
    key: asked('sSHPublicKeyId'),
    id: textOf(partOf(detail, 'responseElements', 'user', 'userId')) ?? '',
    isActive: asked('status') === 'Active',
  } as const;
  const missing = OPERATIONS[operation].filter((name) => call[name] === '');
  return missing.length === 0
    ? call
    : foreign(`its ${operation} does not say which ${missing.join(' and ')}`);
}

function isOperation(name: unknown): name is IamOperation {
  return typeof name === 'string' && Object.hasOwn(OPERATIONS, name);
}
