import type { AwsCalls } from '../calls.ts';
import { allPages } from '../all-pages.ts';

const PAGE = 1_000;
const IMPAIRED = 'impaired';

/** Ids of instances of the region whose status checks fail: they are few, so that all are asked for rather than each host. */
export async function impairedHosts(calls: AwsCalls, signal: AbortSignal): Promise<ReadonlySet<string>> {
  // Filters have to fit all at once: each check is asked for on its own.
  const found = await Promise.all(
    ['instance-status.status', 'system-status.status'].map((Name) =>
      allPages('EC2 DescribeInstanceStatus', async (from) => {
        const Filters = [{ Name, Values: [IMPAIRED] }];
        const answer = await calls.describeInstanceStatus(
          { Filters, MaxResults: PAGE, NextToken: from },
          signal,
        );
        return { items: answer.InstanceStatuses, next: answer.NextToken };
      }),
    ),
  );
  const failing = found
    .flat()
    .filter((each) => [each.InstanceStatus, each.SystemStatus].some((check) => check?.Status === IMPAIRED));
  return new Set(failing.flatMap(({ InstanceId: id }) => id ?? []));
}
