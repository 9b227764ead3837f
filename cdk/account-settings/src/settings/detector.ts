import {
  CreateDetectorCommand,
  DeleteDetectorCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  UpdateDetectorCommand,
} from '@aws-sdk/client-guardduty';
import { readProperties } from '../properties.ts';
import type { ClientOptions, Held, Setting } from '../setting.ts';

/** GuardDuty. A detector that is there is switched on, and else left as it is: an organization may have set it up. */
export function detector(options: ClientOptions): Setting {
  const guardDuty = new GuardDutyClient(options);

  /** There is one an account and region at most. */
  async function there(): Promise<string | undefined> {
    const { DetectorIds: [id] = [] } = await guardDuty.send(new ListDetectorsCommand({}));
    return id;
  }

  async function switchOn(DetectorId: string): Promise<void> {
    const { Status } = await guardDuty.send(new GetDetectorCommand({ DetectorId }));
    if (Status !== 'ENABLED') await guardDuty.send(new UpdateDetectorCommand({ DetectorId, Enable: true }));
  }

  async function create(): Promise<Held> {
    const id = await there();
    if (id !== undefined) {
      await switchOn(id);
      return { origin: 'adopted', id };
    }
    const { DetectorId } = await guardDuty.send(new CreateDetectorCommand({ Enable: true }));
    if (DetectorId === undefined) throw new Error('GuardDuty has made a detector and does not say which');
    return { origin: 'made', id: DetectorId };
  }

  return {
    create: async (properties): Promise<Held> => {
      readProperties(properties, {});
      return create();
    },
    update: async (properties, held): Promise<Held> => {
      readProperties(properties, {});
      if ((await there()) !== held.id) return create();
      await switchOn(held.id);
      return held;
    },
    remove: async (DetectorId): Promise<void> => {
      if ((await there()) === DetectorId) await guardDuty.send(new DeleteDetectorCommand({ DetectorId }));
    },
  };
}
