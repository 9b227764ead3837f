import { AddUserToGroupCommand, CreateUserCommand, UploadSSHPublicKeyCommand } from '@aws-sdk/client-iam';
import { rsaBody } from '../../../lambdas/ssh-key-sync/test/support/simulation/key-bodies.ts';
import type { AccountClients } from './clients.ts';

/** A user of IAM with an SSH key. */
export interface SshUser {
  readonly name: string;
  /** `AIDA…`. */
  readonly id: string;
  /** Of the key: `APKA…`. */
  readonly keyId: string;
  /** As hosts get it: type and base64, no comment. */
  readonly key: string;
}

/** A user of the account, in a group, with a key that nobody has the other half of. */
export async function createSshUser(
  { iam }: AccountClients,
  { name, group }: { readonly name: string; readonly group: string },
): Promise<SshUser> {
  const key = rsaBody(name);
  const { User: user } = await iam.send(new CreateUserCommand({ UserName: name }));
  await iam.send(new AddUserToGroupCommand({ UserName: name, GroupName: group }));
  const { SSHPublicKey: made } = await iam.send(
    new UploadSSHPublicKeyCommand({ UserName: name, SSHPublicKeyBody: `${key} ${name}@laptop` }),
  );
  return { name, id: user?.UserId ?? '', key, keyId: made?.SSHPublicKeyId ?? '' };
}
