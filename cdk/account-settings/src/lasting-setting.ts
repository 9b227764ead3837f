import type { Held, Properties, Setting } from './setting.ts';

/**
 * A kind that stays when its resource goes, whoever made it. A construct that moves has another logical id: CloudFormation then
 * makes the new resource first and deletes the old one, which must not take away what the new one has just found.
 *
 * @param ensure sees to it that it is there, and answers its id
 */
export function lastingSetting(ensure: (properties: Properties) => Promise<string>): Setting {
  const keep = async (properties: Properties): Promise<Held> => ({
    origin: 'kept',
    id: await ensure(properties),
  });
  return { create: keep, update: keep };
}
