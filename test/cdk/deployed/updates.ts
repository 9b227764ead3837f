import { GetDocumentCommand, ListCommandsCommand } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from 'vitest';
import { hostDocument } from '../../../cdk/src/lambda/host-document.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { startUpdateFleet, statesOf, type UpdateFleet } from '../../support/cdk/update-fleet.ts';
import { ended, type Updater, updaterOf } from '../../support/cdk/update-ticks.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

const LONG = 180_000;

/** The fleets of an environment, from their first tick to their report. */
export function describeUpdates(deployment: () => Deployment, environment: string): void {
  describe(`the hosts of ${environment}`, () => {
    let updater: Updater;
    let fleet: UpdateFleet;
    beforeAll(async () => {
      fleet = await startUpdateFleet(deployment(), environment);
      updater = await updaterOf(deployment(), environment);
    });

    it('are given the host part by a document', async () => {
      const { Content: content = '' } = await fleet.clients.ssm.send(
        new GetDocumentCommand({ Name: updater.functionName }),
      );
      expect(JSON.parse(content)).toEqual(hostDocument('auto-update'));
    });

    it.each(['jobs', 'web'] as const)(
      'of %s are updated, over several ticks',
      { timeout: LONG },
      async (name) => {
        const lines = await updater.until(ended(name));
        expect(
          lines.find((line) => line['message'] === 'a run has ended' && line['fleet'] === name),
        ).toMatchObject({
          outcome: 'done',
          hosts: { updated: fleet[name].length },
          out: [],
        });
        const ticks = lines.filter((line) => line['message'] === 'fleet' && line['fleet'] === name);
        expect(ticks.length).toBeGreaterThan(3);
        for (const line of ticks) expect(line['serving']).toBeGreaterThanOrEqual(Number(line['floor']));
        for (const id of fleet[name])
          expect(await actionsOf(fleet, id)).toEqual(['check', 'patch', 'reboot', 'health']);
      },
    );

    it('of the cluster have been drained, and are in it again', async () => {
      const lines = await updater.lines();
      const effects = lines
        .filter((line) => line['message'] === 'fleet' && line['fleet'] === 'web')
        .flatMap((line) => Object.keys(Object(line['effects'])));
      expect(effects).toEqual(expect.arrayContaining(['take-out', 'bring-in', 'send']));
      expect(await statesOf(fleet)).toEqual(['ACTIVE', 'ACTIVE']);
    });

    it('are updated by what the role allows, and nothing else', async () => {
      const log = (await updater.lines()).map((line) => JSON.stringify(line)).join('\n');
      expect(refusedIn(log)).toEqual([]);
    });
  });
}

/** What a host was asked for, in this order. */
async function actionsOf({ clients }: UpdateFleet, id: string): Promise<readonly string[]> {
  const { Commands: all = [] } = await clients.ssm.send(new ListCommandsCommand({ InstanceId: id }));
  return all
    .filter(({ Parameters: given }) => given?.['Action'] !== undefined)
    .toSorted((one, other) => Number(one.RequestedDateTime) - Number(other.RequestedDateTime))
    .map(({ Parameters: given }) => given?.['Action']?.[0] ?? '');
}
