import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';
import { keptClients } from '@kmscrypt/lambda';
import type { HostGroup, SyncConfig } from '../config.ts';
import { timerMinutes } from '../host-timer.ts';
import type { Fleet, Instance } from '../ports.ts';
import type { FleetClient, RunningInstance, Tags } from './fleet-client.ts';
import { partitionOf } from './partition.ts';

/** Source: AWS Systems Manager API reference, SendCommand, "Errors"; Amazon EC2 API reference, "Error codes". */
const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['InvalidDocument', 'INVALID_OPTION'],
  ['InvalidParameters', 'INVALID_OPTION'],
  ['UnsupportedPlatformType', 'INVALID_OPTION'],
  ['InvalidParameterValue', 'INVALID_OPTION'],
  ['UnauthorizedOperation', 'ACCESS_DENIED'],
  ['AuthFailure', 'CREDENTIALS_REFUSED'],
  ['RateExceeded', 'THROTTLED'],
]);

export interface FleetOptions {
  readonly config: Pick<SyncConfig, 'bucket' | 'hosts' | 'behindAfter'>;
  readonly access: AwsAccess;
  /** How calls are tried again; default as {@link retry} does. */
  readonly retrying?: Omit<RetryOptions, 'signal'> | undefined;
}

/**
 * SSM and EC2 through the SDK, which loads with the first call, with the role of the host group and in its region; takes
 * `ssm:SendCommand` on the document and on instances with the tags, and `ec2:DescribeInstances`. A command that is sent twice, because an
 * answer was lost, does no harm.
 */
export function createFleet({ config, access, retrying = {} }: FleetOptions): Fleet {
  const own = (access.env ?? process.env)['AWS_REGION'] ?? '';
  const clientOf = keptClients(
    async ({ role, externalId, region }: Place): Promise<FleetClient> => {
      const { createFleetClient } = await import('./fleet-client.ts');
      const assuming = role === undefined ? {} : { roleArn: role, externalId };
      return createFleetClient({ ...access, ...assuming }, region);
    },
    ({ role = '', externalId = '', region }) => JSON.stringify([role, externalId, region]),
  );

  const call = <T>({ hostGroup, place, operation, signal }: Call, how: (client: FleetClient) => Promise<T>) =>
    retry(
      async () => {
        try {
          return await how(await clientOf(place));
        } catch (error) {
          const { region } = place;
          throw awsError(error, { service: 'AWS', operation, region, keyId: hostGroup, codes: CODES });
        }
      },
      { ...retrying, signal },
    );

  return {
    tell: async ({ hostGroup, version, sha256 }, signal) => {
      const { place, tags, document } = groupOf(hostGroup, { config, own });
      const parameters = {
        Bucket: config.bucket,
        Region: own,
        Group: hostGroup,
        Version: String(version),
        Sha256: sha256,
        Every: String(timerMinutes(config)),
      };
      return call({ hostGroup, place, operation: 'SSM SendCommand', signal }, (client) =>
        client.send({ document, tags, parameters }, signal),
      );
    },
    instances: async (hostGroup, signal) => {
      const { place, tags } = groupOf(hostGroup, { config, own });
      const found = new Map<string, Instance>();
      let from: string | undefined;
      do {
        const page = { tags, from };
        const answer = await call(
          { hostGroup, place, operation: 'EC2 DescribeInstances', signal },
          (client) => client.running(page, signal),
        );
        for (const each of answer.instances) found.set(each.id, instanceOf(each, place));
        if (answer.next !== undefined && answer.next === from) {
          throw new KmscryptError(
            'AWS_FAILED',
            `EC2 DescribeInstances with ${hostGroup} gave the same page again`,
          );
        }
        from = answer.next;
      } while (from !== undefined);
      return [...found.values()];
    },
  };
}

interface Place extends Pick<HostGroup, 'role' | 'externalId'> {
  readonly region: string;
}

interface Call {
  readonly hostGroup: string;
  readonly place: Place;
  /** With its service. */
  readonly operation: string;
  readonly signal: AbortSignal;
}

interface GroupPlace {
  readonly place: Place;
  readonly tags: Tags;
  readonly document: string;
}

function groupOf(
  name: string,
  { config, own }: { readonly config: Pick<SyncConfig, 'hosts'>; readonly own: string },
): GroupPlace {
  const group = config.hosts[name];
  if (group === undefined) throw new KmscryptError('INVALID_OPTION', `the config has no host group ${name}`);
  const { role, externalId, region = own, tags, document } = group;
  if (region === '')
    throw new KmscryptError('REGION_MISSING', `host group ${name} has no region, and AWS_REGION is not set`);
  const lists = Object.entries(tags).map(([tag, values]) => [
    tag,
    typeof values === 'string' ? [values] : values,
  ]);
  return { place: { role, externalId, region }, tags: Object.fromEntries(lists), document };
}

function instanceOf({ id, account, name, launched }: RunningInstance, { region }: Place): Instance {
  return { arn: `arn:${partitionOf(region)}:ec2:${region}:${account}:instance/${id}`, id, name, launched };
}
