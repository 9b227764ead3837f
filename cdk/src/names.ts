import type { Config } from './config/schema.ts';

/** Of an account of a config, and its region. */
export interface Place {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/**
 * Physical names that one stack gives and another one uses, in this account or in another: known before anything is deployed, so
 * that no value has to be carried between accounts. All are of one config, whose `name` begins them where they are not in a
 * namespace of their own.
 */
export interface Names {
  /** KMS-encrypted, in the account of the logs: trails, AWS Config, flow logs. */
  readonly archiveBucket: string;
  /** Encrypted by S3, as balancers can write to no other: access logs of load balancers. In the account of the logs. */
  readonly balancerLogBucket: string;
  /** With `alias/`; of the archive's key. */
  readonly archiveKeyAlias: string;
  /** Of the function behind {@link AccountSetting}, in each account. */
  readonly settingsFunction: string;
  /** Of the managed policy that bounds every role, in each account. */
  readonly boundary: string;
  /** Of the managed policy of the SSM agent, in each account that has hosts. */
  readonly agentPolicy: string;
  /** Of the topic that alarms go to, in each account and region that has alarms. */
  readonly alarmTopic: string;
  /** Of the event bus in shared-services that the other accounts' alarms come to. */
  readonly alarmBus: string;
  /** Of the queues, functions and table of the fan-out: all begin so. */
  readonly fanout: string;
  /** Of the role in shared-services by which environments have their peering accepted. */
  readonly peeringRole: string;
  /** Of the Lambda ssh-key-sync, its role and queue, and of the document that it sends to hosts, in each account that has some. */
  readonly sshKeys: string;
  /** Of what hosts fetch from it and report to it, in the account of the users. */
  readonly sshKeysBucket: string;
  /** Of the role by which it sends to the hosts of another account. */
  readonly sshKeysSender: string;
  /** What the trust of that role asks for. */
  readonly sshKeysExternalId: string;
}

export function namesOf({ name, accounts, region }: NamedConfig): Names {
  const logs = accounts.logs ?? accounts['shared-services'];
  return {
    archiveBucket: `${name}-archive-${logs}-${region}`,
    balancerLogBucket: `${name}-balancer-logs-${logs}-${region}`,
    archiveKeyAlias: `alias/${name}-archive`,
    settingsFunction: `${name}-account-settings`,
    boundary: `${name}-boundary`,
    agentPolicy: `${name}-ssm-agent`,
    alarmTopic: `${name}-alarms`,
    alarmBus: `${name}-alarms`,
    fanout: `${name}-alarm-fanout`,
    peeringRole: `${name}-accept-peering`,
    sshKeys: `${name}-ssh-keys`,
    sshKeysBucket: `${name}-ssh-keys-${accounts.security}-${region}`,
    sshKeysSender: `${name}-ssh-keys-send`,
    sshKeysExternalId: `${name}-ssh-keys`,
  };
}

/** Of a config, what names depend on. */
export interface NamedConfig extends Pick<Config, 'name' | 'region'> {
  readonly accounts: Config['accounts'];
}

/** Of the managed policy that the instance profiles of a group's hosts take; with the config's name. */
export function hostPolicyName(name: string, hostGroup: string): string {
  return `${name}-ssh-host-${hostGroup}`;
}

/** The alias of a unit's key, which `kmscrypt --key-id` takes: `alias/cmk-stage`, `alias/cmk-mgmt`. */
export function keyAlias(unit: string): string {
  return `alias/cmk-${unit}`;
}
