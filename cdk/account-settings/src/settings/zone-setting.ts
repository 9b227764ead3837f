import { patiently, unless } from '../failures.ts';
import type { Held, Pause, Properties, Setting } from '../setting.ts';
import { idOf, ofId, readZoneAndVpc, type ZoneAndVpc } from './zone-and-vpc.ts';

/** How Route 53 is asked about one kind of what can be between a zone and a VPC. */
export interface ZoneCalls {
  /** Whether one page of what there is has it, and the token of the next page, if there is one. */
  readonly look: (
    wanted: ZoneAndVpc,
    token: string | undefined,
  ) => Promise<{ readonly isThere: boolean; readonly next: string | undefined }>;
  readonly add: (wanted: ZoneAndVpc) => Promise<unknown>;
  readonly take: (wanted: ZoneAndVpc) => Promise<unknown>;
  /** Names of answers that say that there is nothing to take away. */
  readonly gone: readonly string[];
  /** Names of answers after which to try again. */
  readonly busy: readonly string[];
}

/** What is between a zone and a VPC; it goes with its resource if it was not there before. */
export function zoneSetting({ look, add, take, gone, busy }: ZoneCalls, pause: Pause): Setting {
  async function isThere(wanted: ZoneAndVpc): Promise<boolean> {
    let token: string | undefined;
    do {
      const page = await look(wanted, token);
      if (page.isThere) return true;
      token = page.next;
    } while (token !== undefined);
    return false;
  }

  async function create(properties: Properties): Promise<Held> {
    const wanted = readZoneAndVpc(properties);
    const id = idOf(wanted);
    if (await isThere(wanted)) return { origin: 'kept', id };
    await patiently(busy, pause, () => add(wanted));
    return { origin: 'made', id };
  }

  return {
    create,
    update: async (properties, held): Promise<Held> => {
      const now = await create(properties);
      return now.id === held.id ? held : now;
    },
    remove: async (id): Promise<void> => {
      await unless(
        gone,
        patiently(busy, pause, () => take(ofId(id))),
      );
    },
  };
}
