import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';

/** Hosts of one account and region. Rejects with the SDK's errors. */
export interface FleetClient {
  /** Sends a document to all that have the tags. @returns the command's id. */
  send(command: SentCommand, signal: AbortSignal): Promise<string>;
  /** A page of those that run and have the tags. */
  running(page: RunningPage, signal: AbortSignal): Promise<PageOfRunning>;
}

/** Values by tag: a host has all of the tags, each with one of its values. */
export type Tags = Readonly<Record<string, readonly string[]>>;

export interface SentCommand {
  readonly document: string;
  readonly tags: Tags;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface RunningPage {
  readonly tags: Tags;
  /** Absent for the first. */
  readonly from?: string | undefined;
}

export interface PageOfRunning {
  readonly instances: readonly RunningInstance[];
  /** Absent on the last. */
  readonly next?: string | undefined;
}

export interface RunningInstance {
  readonly id: string;
  readonly account: string;
  readonly name?: string | undefined;
  /** In milliseconds since the epoch. */
  readonly launched: number;
}

/** For delivery, in seconds: a host that is away for longer fetches its manifest by its own timer. */
const DELIVERY = 3_600;
const PAGE = 1_000;

/**
 * SSM and EC2 of one region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createFleetClient(access: AwsAccess, region: string): Promise<FleetClient> {
  // One attempt: retries are ours.
  const config = { ...(await clientConfig(access, region)), region, maxAttempts: 1 };
  const ssm = new SSMClient(config);
  const ec2 = new EC2Client(config);
  return {
    send: async ({ document, tags, parameters }, abortSignal) => {
      const command = new SendCommandCommand({
        DocumentName: document,
        Targets: Object.entries(tags).map(([tag, values]) => ({ Key: `tag:${tag}`, Values: [...values] })),
        MaxConcurrency: '100%',
        // The default stops at the first host that fails.
        MaxErrors: '100%',
        TimeoutSeconds: DELIVERY,
        Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
      });
      const { Command: sent } = await ssm.send(command, { abortSignal });
      return sent?.CommandId ?? '';
    },
    running: async ({ tags, from }, abortSignal) => {
      const command = new DescribeInstancesCommand({
        Filters: [
          ...Object.entries(tags).map(([tag, values]) => ({
            Name: `tag:${tag}`,
            Values: values.map(withoutWildcards),
          })),
          { Name: 'instance-state-name', Values: ['running'] },
        ],
        MaxResults: PAGE,
        ...(from === undefined ? {} : { NextToken: from }),
      });
      const { Reservations: reservations = [], NextToken: next } = await ec2.send(command, { abortSignal });
      const instances = reservations.flatMap(({ OwnerId: account = '', Instances: own = [] }) =>
        own.flatMap(({ InstanceId: id, LaunchTime: launched, Tags: all = [] }) => {
          const name = all.find(({ Key: key }) => key === 'Name')?.Value;
          return id === undefined ? [] : [{ id, account, name, launched: launched?.getTime() ?? 0 }];
        }),
      );
      return { instances, next: next || undefined };
    },
  };
}

/** In filters `*` and `?` stand for others (Amazon EC2 user guide, "Filtering considerations"); a tag's value of the config is itself. */
function withoutWildcards(value: string): string {
  return value.replaceAll(/[\\*?]/g, String.raw`\$&`);
}
