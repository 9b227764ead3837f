import {
  CreateDetectorCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  UpdateDetectorCommand,
} from '@aws-sdk/client-guardduty';
import { lastingSetting } from '../lasting-setting.ts';
import { readProperties } from '../properties.ts';
import type { ClientOptions, Setting } from '../setting.ts';

/**
 * GuardDuty. A detector that is there is switched on, and else left as it is: an organization may have set it up. It stays, as its
 * findings would go with it.
 */
export function detector(options: ClientOptions): Setting {
  const guardDuty = new GuardDutyClient(options);

  async function switchOn(DetectorId: string): Promise<void> {
    const { Status } = await guardDuty.send(new GetDetectorCommand({ DetectorId }));
    if (Status !== 'ENABLED') await guardDuty.send(new UpdateDetectorCommand({ DetectorId, Enable: true }));
  }

  async function make(): Promise<string> {
    const { DetectorId } = await guardDuty.send(new CreateDetectorCommand({ Enable: true }));
    if (DetectorId === undefined) throw new Error('GuardDuty has made a detector and does not say which');
    return DetectorId;
  }

  return lastingSetting(async (properties) => {
    readProperties(properties, {});
    // There is one an account and region at most.
    const { DetectorIds: [id] = [] } = await guardDuty.send(new ListDetectorsCommand({}));
    if (id === undefined) return make();
    await switchOn(id);
    return id;
  });
}
