import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { doWithout } from '../../support/cdk/function-policy.ts';
import { release, type UpdateFleet, updateFleetOf } from '../../support/cdk/update-fleet.ts';
import { ended, type Line, type Updater, updaterOf } from '../../support/cdk/update-ticks.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

const LONG = 180_000;

/** A statement of the role, the fleet that needs it, and the actions of which one is refused without it. */
type UpdateStatement = readonly [sid: string, fleet: 'jobs' | 'web', actions: readonly string[]];

/**
 * What event source mappings do (`Queue`) and the key of the topic (`NoticeKey`) are not asked for by the emulator, which has no refresh
 * of instances either: `Refresh`, `Version`, `Template`, `Launch`, `LaunchTags` and `KeepImage` are what AWS's documentation says.
 */
const STATEMENTS: readonly UpdateStatement[] = [
  ['State', 'jobs', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['Hosts', 'jobs', ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus']],
  ['Agents', 'jobs', ['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations']],
  ['Document', 'jobs', ['ssm:SendCommand']],
  ['Tell', 'web', ['ssm:SendCommand']],
  ['Tell2', 'jobs', ['ssm:SendCommand']],
  ['Cluster', 'web', ['ecs:ListContainerInstances']],
  ['ContainerInstances', 'web', ['ecs:DescribeContainerInstances', 'ecs:UpdateContainerInstancesState']],
  ['ListTasks', 'web', ['ecs:ListTasks']],
  ['Tasks', 'web', ['ecs:DescribeServices', 'ecs:DescribeTasks']],
  ['Groups', 'jobs', ['autoscaling:DescribeAutoScalingGroups']],
  ['Parameters', 'jobs', ['ssm:GetParameter']],
  ['Alarms', 'jobs', ['cloudwatch:DescribeAlarms']],
  ['Notices', 'jobs', ['sns:Publish']],
  ['Promotions', 'jobs', ['sts:AssumeRole']],
];

/** After the hosts of the environment, which has to be the first: it waits for no other. */
export function describeUpdateLeastPrivilege(deployment: () => Deployment, environment: string): void {
  describe(`auto-update of ${environment} without a statement of its role`, () => {
    let updater: Updater;
    let fleet: UpdateFleet;
    beforeAll(async () => {
      fleet = await updateFleetOf(deployment(), environment);
      updater = await updaterOf(deployment(), environment);
    });

    it.each(STATEMENTS)('%s fails in it, and says so', { timeout: LONG }, async (sid, name, actions) => {
      const { functionName } = updater;
      const before = (await updater.lines()).length;
      await release(fleet);
      await updater.start(name);
      const refused = await doWithout(fleet.clients, { functionName, gone: [sid] }, async () => {
        // Without the sessions of roles that it has assumed.
        if (actions.includes('sts:AssumeRole')) await restart(fleet, functionName);
        if (GATES.has(sid)) return refusedByGate(updater, name);
        const lines = await updater.until((found) => isAmong(actions, refusedOf(found)), before);
        return refusedOf(lines);
      });
      expect(refused.filter((action) => !actions.includes(action))).toEqual([]);
      await updater.until(ended(name), before);
    });
  });
}

/** What cannot be read by these holds everything back: the state says why. */
const GATES: ReadonlySet<string> = new Set(['Parameters', 'Alarms']);
const TICKS = 10;

async function refusedByGate(updater: Updater, fleet: string): Promise<readonly string[]> {
  for (let ticks = 0; ticks < TICKS; ticks += 1) {
    await updater.tick();
    const refused = refusedIn(await updater.stateOf(fleet));
    if (refused.length > 0) return refused;
  }
  throw new Error(`nothing holds ${fleet} back: ${await updater.stateOf(fleet)}`);
}

async function restart({ clients }: UpdateFleet, FunctionName: string): Promise<void> {
  // The same as before: the emulator ends what runs nevertheless.
  await clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 120 }));
}

function refusedOf(lines: readonly Line[]): readonly string[] {
  return refusedIn(lines.map((line) => JSON.stringify(line)).join('\n'));
}

function isAmong(actions: readonly string[], refused: readonly string[]): boolean {
  return actions.some((action) => refused.includes(action));
}
