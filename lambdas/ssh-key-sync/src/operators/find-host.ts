import { LambdaError } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import type { Fleet, Instance } from '../ports.ts';
import type { HostRecord } from '../state.ts';
import { nearWords } from './near.ts';

/** A host, or a group of hosts. */
export interface FoundHost {
  readonly hostGroup: string;
  /** Absent where a group is meant. */
  readonly instance?: Pick<Instance, 'arn' | 'id' | 'name'> | undefined;
  /** What it last reported, as a host of this group. */
  readonly report?: HostRecord | undefined;
}

export interface HostQuestion {
  readonly config: SyncConfig;
  /** By ARN of the instance. */
  readonly reports: Readonly<Record<string, HostRecord>>;
  readonly fleet: Fleet;
  readonly signal: AbortSignal;
}

const ARN = /^arn:[\w-]+:ec2:[\w-]+:\d{12}:instance\/(i-[0-9a-f]+)$/u;

/**
 * The host that an operator means: a group of hosts by its name in the config, an instance by id, ARN or its tag `Name`.
 *
 * @throws LambdaError `USAGE` where there is none, or more than one; and what the fleet rejects with
 */
export async function findHost(
  meant: string,
  { config, reports, fleet, signal }: HostQuestion,
): Promise<FoundHost> {
  const groups = Object.keys(config.hosts);
  if (groups.includes(meant)) return { hostGroup: meant };
  const reported = Object.entries(reports).filter(([arn]) => arn === meant || idOf(arn) === meant);
  const [[arn, report] = [], ...further] = reported;
  if (
    arn !== undefined &&
    report !== undefined &&
    further.length === 0 &&
    groups.includes(report.hostGroup)
  ) {
    return { hostGroup: report.hostGroup, instance: { arn, id: idOf(arn) }, report };
  }
  const running = (
    await Promise.all(
      groups.map(async (hostGroup) =>
        (await fleet.instances(hostGroup, signal)).map((instance) => ({ hostGroup, instance })),
      ),
    )
  ).flat();
  const found = running.filter(
    ({ instance }) => instance.arn === meant || instance.id === meant || instance.name === meant,
  );
  const [first, ...others] = found;
  if (first === undefined) throw unknown(meant, [...groups, ...running.flatMap(namesOf)]);
  if (others.length === 0) {
    const last = reports[first.instance.arn];
    // What it reports of another group says nothing of this one.
    return { ...first, report: last?.hostGroup === first.hostGroup ? last : undefined };
  }
  throw new LambdaError('USAGE', `${JSON.stringify(meant)} may be ${found.length} hosts`, {
    hints: [`give one of: ${found.map(({ instance }) => instance.arn).join(', ')}`],
  });
}

/** The id of an instance in its ARN. */
export function idOf(arn: string): string {
  return ARN.exec(arn)?.[1] ?? arn;
}

function namesOf({ instance: { id, name } }: { readonly instance: Instance }): readonly string[] {
  return name === undefined ? [id] : [id, name];
}

function unknown(meant: string, names: readonly string[]): LambdaError {
  return new LambdaError('NOT_FOUND', `no host ${JSON.stringify(meant)} runs in a group of the config`, {
    hints: [
      nearWords(meant, names),
      'a host is one of a group by its tags, as `hosts` of the config has them',
    ],
  });
}
