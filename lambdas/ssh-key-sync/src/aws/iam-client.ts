import {
  GetGroupCommand,
  GetSSHPublicKeyCommand,
  GetUserCommand,
  IAMClient,
  ListGroupsForUserCommand,
  ListSSHPublicKeysCommand,
} from '@aws-sdk/client-iam';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { ListedKey, Member } from '../ports.ts';
import type { Page } from './all-pages.ts';
import { unreadable } from './calls.ts';

/** What is asked of IAM, a page each. Rejects with the SDK's errors, and with KmscryptError `AWS_FAILED` for half an answer. */
export interface Iam {
  members(group: string, from: string | undefined, signal: AbortSignal): Promise<Page<Member>>;
  user(name: string, signal: AbortSignal): Promise<Member>;
  groupsOf(name: string, from: string | undefined, signal: AbortSignal): Promise<Page<string>>;
  keys(name: string, from: string | undefined, signal: AbortSignal): Promise<Page<ListedKey>>;
  body(name: string, key: string, signal: AbortSignal): Promise<string>;
}

/** IAM's most; fewer may come. */
const PAGE = 1000;

/**
 * IAM of one account through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createIam(access: AwsAccess, region: string): Promise<Iam> {
  // One attempt: retries are ours.
  const client = new IAMClient({ ...(await clientConfig(access, undefined)), region, maxAttempts: 1 });
  return {
    members: async (GroupName, Marker, abortSignal) => {
      const command = new GetGroupCommand({ GroupName, Marker, MaxItems: PAGE });
      const answer = await client.send(command, { abortSignal });
      return pageOf('GetGroup', answer, answer.Users, memberOf);
    },
    user: async (UserName, abortSignal) => {
      const { User } = await client.send(new GetUserCommand({ UserName }), { abortSignal });
      if (User === undefined) throw unreadable('GetUser', 'has no user');
      return memberOf(User, 'GetUser');
    },
    groupsOf: async (UserName, Marker, abortSignal) => {
      const command = new ListGroupsForUserCommand({ UserName, Marker, MaxItems: PAGE });
      const answer = await client.send(command, { abortSignal });
      return pageOf('ListGroupsForUser', answer, answer.Groups, ({ GroupName }, operation) => {
        if (!GroupName) throw unreadable(operation, 'has a group without a name');
        return GroupName;
      });
    },
    keys: async (UserName, Marker, abortSignal) => {
      const command = new ListSSHPublicKeysCommand({ UserName, Marker, MaxItems: PAGE });
      const answer = await client.send(command, { abortSignal });
      return pageOf('ListSSHPublicKeys', answer, answer.SSHPublicKeys, (key, operation) => {
        const { SSHPublicKeyId: id, Status } = key;
        if (!id || !Status) throw unreadable(operation, 'has a key without an id or a status');
        return { id, isActive: Status === 'Active', uploaded: key.UploadDate?.getTime() };
      });
    },
    body: async (UserName, SSHPublicKeyId, abortSignal) => {
      const command = new GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding: 'SSH' });
      const { SSHPublicKey } = await client.send(command, { abortSignal });
      const { SSHPublicKeyBody: body, SSHPublicKeyId: id } = SSHPublicKey ?? {};
      if (!body || id !== SSHPublicKeyId) throw unreadable('GetSSHPublicKey', 'is not of the key');
      return body;
    },
  };
}

interface Cut {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** A list that is empty is there nevertheless: an answer without one, that does not say that it is the last, says nothing. */
function pageOf<Raw, Item>(
  operation: string,
  { IsTruncated, Marker }: Cut,
  listed: readonly Raw[] | undefined,
  itemOf: (raw: Raw, operation: string) => Item,
): Page<Item> {
  if (listed === undefined && IsTruncated === undefined) throw unreadable(operation, 'has no list');
  if (IsTruncated === true && !Marker)
    throw unreadable(operation, 'is not the last, and does not say what follows');
  return { items: (listed ?? []).map((raw) => itemOf(raw, operation)), next: Marker || undefined };
}

interface RawUser {
  readonly UserId?: string | undefined;
  readonly UserName?: string | undefined;
  readonly CreateDate?: Date | undefined;
}

function memberOf({ UserId, UserName, CreateDate }: RawUser, operation: string): Member {
  if (!UserId || !UserName) throw unreadable(operation, 'has a user without a UserId or a name');
  return { id: UserId, name: UserName, created: CreateDate?.getTime() };
}
