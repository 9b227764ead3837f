import type { SshKeys } from '../config/ssh-keys-schema.ts';
import { namesOf } from '../names.ts';
import { hostGroupsOf, type HostPlaces } from './host-groups.ts';

/** Of a config, what the Lambda's own depends on. */
export interface SyncConfigOptions extends HostPlaces {
  readonly name: string;
  readonly region: string;
  readonly accounts: HostPlaces['accounts'] & {
    readonly security: string;
    readonly logs?: string | undefined;
  };
}

/** The config of the Lambda ssh-key-sync, as its README has it: what is written, with bucket, queue, document and roles. */
export function syncConfig(
  sshKeys: SshKeys,
  options: SyncConfigOptions,
): Readonly<Record<string, unknown>> & { readonly hosts: Readonly<Record<string, object>> } {
  const { accounts } = options;
  const names = namesOf(options);
  const { hosts: _written, ...rest } = sshKeys;
  const hosts = hostGroupsOf(sshKeys, options).map(({ name, account, ...group }) => {
    const elsewhere = account === accounts.security ? {} : sendingBy(account, options);
    return [name, { ...elsewhere, ...group, document: names.sshKeys }] as const;
  });
  return {
    bucket: names.sshKeysBucket,
    queue: names.sshKeys,
    hosts: Object.fromEntries(hosts),
    ...rest,
  };
}

function sendingBy(
  account: string,
  options: SyncConfigOptions,
): { readonly role: string; readonly externalId: string } {
  const { sshKeysSender, sshKeysExternalId } = namesOf(options);
  // Configs are of this partition alone: checks/zones.ts.
  return { role: `arn:aws:iam::${account}:role/${sshKeysSender}`, externalId: sshKeysExternalId };
}
