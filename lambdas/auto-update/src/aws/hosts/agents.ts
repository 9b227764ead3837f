import type { Agent } from '../../view.ts';
import { allPages } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';

/** The most that a page of DescribeInstanceInformation has (AWS Systems Manager API reference). */
const LOT = 50;

const UNKNOWN: Agent = { isOnline: false, isKnown: false, platform: '' };

/** Agents of SSM, by id of the instance; there is one for each that was asked for. */
export async function agentsOf(
  calls: AwsCalls,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, Agent>>> {
  const found = await forEach(lotsOf([...new Set(ids)], LOT), (lot) =>
    allPages('SSM DescribeInstanceInformation', async (from) => {
      const Filters = [{ Key: 'InstanceIds', Values: [...lot] }];
      const answer = await calls.describeInstanceInformation(
        { Filters, MaxResults: LOT, NextToken: from },
        signal,
      );
      return { items: answer.InstanceInformationList, next: answer.NextToken };
    }),
  );
  const agents = new Map<string, Agent>(ids.map((id) => [id, UNKNOWN]));
  for (const { InstanceId: id = '', PingStatus: ping, PlatformName: platform = '' } of found.flat()) {
    if (agents.has(id)) agents.set(id, { isOnline: ping === 'Online', isKnown: true, platform });
  }
  return Object.fromEntries(agents);
}
