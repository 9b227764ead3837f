import { invalidationSize, type SizedSite } from '../../edge/invalidation-size.ts';
import type { Draft, PlacedEnvironment } from '../draft.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';

/** The shortest that a name may be. */
const LEAST_NAME = 'xx';

/** What an environment's sites say of their invalidation has to fit in what a function of Lambda may be given. */
export function checkInvalidationSize({ name, environments, isStandIn }: Draft): readonly Finding[] {
  // Of what was written wrongly the least is taken: what is told is wrong in any case.
  const nameAt = (path: Path, text: string): string => (isStandIn(path) ? LEAST_NAME : text);
  return environments.flatMap((placed): Finding[] => {
    const { environment, path } = placed;
    if (environment.sites.length === 0) return [];
    const sized = {
      name: nameAt([...path, 'name'], environment.name),
      account: environment.account,
      sites: sitesOf(placed, isStandIn).map(({ site, path: at }) => ({
        ...site,
        name: nameAt([...at, 'name'], site.name),
      })),
    };
    const { size, limit } = invalidationSize({ name: nameAt(['name'], name), environment: sized });
    if (size <= limit) return [];
    const message = `make up to ${size} bytes of config for the Lambda static-asset-invalidation, which takes ${limit}`;
    const cure = 'take fewer sites, shorter patterns or shorter names';
    return [{ code: 'INVALIDATION_INVALID', path: [...path, 'sites'], message, cure }];
  });
}

/** With what they say, as far as it is known. */
function sitesOf(
  { environment, path }: PlacedEnvironment,
  isStandIn: Draft['isStandIn'],
): readonly { readonly site: SizedSite; readonly path: Path }[] {
  return environment.sites.map((site, index) => {
    const at = [...path, 'sites', index];
    const isKnown = (_: string, each: number): boolean =>
      !isStandIn([...at, 'invalidation', 'immutable', each]);
    const invalidation = { ...site.invalidation, immutable: site.invalidation.immutable.filter(isKnown) };
    return { site: { ...site, invalidation }, path: at };
  });
}
