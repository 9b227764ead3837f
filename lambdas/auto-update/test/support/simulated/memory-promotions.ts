import type { Promotions } from '../../../src/ports.ts';
import type { PromotionRecord } from '../../../src/release.ts';

/** What all environments have said, by `ENVIRONMENT/FLEET`. */
export type PromotionTable = Map<string, PromotionRecord>;

/** The table of shared-services, in memory. @param step as that of a memory store; default: it is done */
export function memoryPromotions(
  table: PromotionTable,
  environment: string,
  step: <T>(deed: () => T) => Promise<T> = async (deed) => deed(),
): Promotions {
  return {
    read: async (of, fleet) => step(() => table.get(`${of}/${fleet}`)),
    write: async (fleet, change) =>
      step(() => {
        const key = `${environment}/${fleet}`;
        table.set(key, change(table.get(key) ?? { environment, fleet, releases: [] }));
      }),
  };
}
