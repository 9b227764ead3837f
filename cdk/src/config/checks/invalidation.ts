import type { CheckedSite, InvalidationFinding } from '../../edge/check-invalidation.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';

/** Checks what the Lambda static-asset-invalidation would be given of some sites; paths begin with the index of a site. */
export type CheckInvalidation = (sites: readonly CheckedSite[]) => Promise<readonly InvalidationFinding[]>;

/** What sites say of their invalidation, for which the Lambda has a schema of its own. It is asked only where they say something. */
export async function checkSites(
  { environments }: Draft,
  check: CheckInvalidation,
): Promise<readonly Finding[]> {
  const sites = environments.flatMap(({ environment, path }) =>
    environment.sites.map((site, index) => ({ site, path: [...path, 'sites', index] })),
  );
  const asked = sites.filter(
    ({ site }) => site.index !== 'index.html' || site.invalidation.immutable.length > 0,
  );
  if (asked.length === 0) return [];
  const findings = await check(asked.map(({ site }) => site));
  return findings.map(({ path: [index, ...rest], message }) => ({
    code: 'INVALIDATION_INVALID',
    path: [...(asked[Number(index)]?.path ?? []), ...rest],
    message,
  }));
}
