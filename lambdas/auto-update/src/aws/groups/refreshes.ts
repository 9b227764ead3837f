import type { InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import type { Refresh } from '../../groups.ts';
import { listOf } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';

/** Auto Scaling's most of a page. AWS sorts them, the newest first: those of a run are among the first. */
const PAGE = 100;

export async function refreshesOf(
  calls: AwsCalls,
  group: string,
  signal: AbortSignal,
): Promise<readonly Refresh[]> {
  const answer = await calls.describeInstanceRefreshes(
    { AutoScalingGroupName: group, MaxRecords: PAGE },
    signal,
  );
  return listOf('Auto Scaling DescribeInstanceRefreshes', answer.InstanceRefreshes).map(refreshOf);
}

function refreshOf(refresh: InstanceRefresh): Refresh {
  const { LaunchTemplate: own, MixedInstancesPolicy: mixed } = refresh.DesiredConfiguration ?? {};
  const { LaunchTemplateId: template, Version: version } =
    own ?? mixed?.LaunchTemplate?.LaunchTemplateSpecification ?? {};
  const reason = refresh.RollbackDetails?.RollbackReason ?? refresh.StatusReason;
  return {
    id: refresh.InstanceRefreshId ?? '',
    status: refresh.Status ?? '',
    ...(reason === undefined ? {} : { reason }),
    percent: refresh.PercentageComplete ?? 0,
    began: refresh.StartTime?.getTime() ?? 0,
    ...(template === undefined ? {} : { template }),
    ...(version === undefined ? {} : { version }),
  };
}
