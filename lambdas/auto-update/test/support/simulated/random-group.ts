import { configSchema, fleetsOf, type RefreshFleet, type UpdateConfig } from '../../../src/config.ts';
import type { Chance } from './chance.ts';
import { addGroup } from './groups-settle.ts';
import { addImage, addTemplate } from './groups-templates.ts';
import type { Estate, Group } from './groups.ts';
import { ALARM, FLEET, FREEZE, TOPIC } from './random-fleet.ts';
import { randomPolicy } from './random-policy.ts';

const OLD_IMAGE = 'ami-00000000000000001';
export const NEW_IMAGE = 'ami-00000000000000002';
const IMAGE_PARAMETER = '/images/newest';
export const CURRENT_PARAMETER = '/images/current';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A group of 1 to 20 hosts, and a newer image. @param storm how often that is a bad one, 0 to 1 */
export function randomGroup(
  estate: Estate,
  chance: Chance,
  storm: number,
): { readonly group: Group; readonly config: UpdateConfig; readonly fleet: RefreshFleet } {
  const { world } = estate;
  const now = world.clock.now();
  const desired = chance.happens(0.6) ? chance.whole(1, 6) : chance.whole(4, 20);
  addImage(estate, { id: OLD_IMAGE, created: now - 60 * DAY });
  addImage(estate, { id: NEW_IMAGE, created: now - DAY, isBad: chance.happens(0.15 * storm) });
  addTemplate(estate, 'lt-00000000000000001', [{ ImageId: OLD_IMAGE }]);
  const group = addGroup(estate, {
    name: FLEET,
    template: { id: 'lt-00000000000000001', version: chance.happens(0.03) ? '$Latest' : '1' },
    desired,
    max: desired + chance.whole(0, 3),
    launchTime: chance.between(0.5, 4) * MINUTE,
  });
  world.topics.set(TOPIC, []);
  world.alarms.set(ALARM, { name: ALARM, state: 'OK', tags: { service: 'web' } });
  world.parameters.set(IMAGE_PARAMETER, NEW_IMAGE);
  world.parameters.set(FREEZE, 'off');
  const config = configSchema.parse({
    environment: 'prod',
    table: 'kmscrypt-auto-update',
    document: 'kmscrypt-auto-update',
    topic: TOPIC,
    freeze: FREEZE,
    policy: randomPolicy(chance, desired),
    fleets: {
      [FLEET]: {
        mode: 'refresh',
        group: FLEET,
        image: IMAGE_PARAMETER,
        current: CURRENT_PARAMETER,
        warmupSeconds: chance.pick([0, 60, 300]),
      },
    },
  });
  const [fleet] = fleetsOf(config);
  if (fleet?.mode !== 'refresh') throw new Error('there is no group');
  return { group, config, fleet };
}
