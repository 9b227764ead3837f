import type { UpdatesFinding } from '../../updates/check-updates.ts';
import { isUpdated, updateConfig } from '../../updates/update-config.ts';
import type { Draft } from '../draft.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';
import { lambdaWords } from './lambda-words.ts';
import { cureOfUpdates } from './updates-cures.ts';

/** Checks what the Lambda auto-update would be given; what the package adds is there already. */
export type CheckUpdates = (config: Readonly<Record<string, unknown>>) => Promise<readonly UpdatesFinding[]>;

/** The config of the Lambda auto-update of each environment, which has a schema of its own, and their order. */
export async function checkUpdates(draft: Draft, check: CheckUpdates): Promise<readonly Finding[]> {
  const environments = draft.environments.map(({ environment }) => environment);
  const updated = draft.environments.flatMap(({ environment, path }) =>
    isUpdated(environment) ? [{ environment, path: [...path, 'updates'] }] : [],
  );
  const found = await Promise.all(
    updated.map(async ({ environment, path }) => {
      const findings = await check(updateConfig(environment, { ...draft, environments }));
      return findings.map((finding) => asWritten(finding, path));
    }),
  );
  return [...unknownBefore(draft), ...found.flat()];
}

function asWritten({ path: within, message }: UpdatesFinding, path: Path): Finding {
  // There it is the package's own: what is written of it stands beside.
  const own = within[0] === 'promotion' ? within.slice(1) : within;
  const cure = cureOfUpdates(own);
  return {
    code: 'UPDATES_INVALID',
    path: [...path, ...own],
    ...(cure !== undefined && { cure }),
    ...lambdaWords(message),
  };
}

/** What has to have gone before has to stand before, and to be updated itself. */
function unknownBefore({ environments, isStandIn }: Draft): readonly Finding[] {
  // A name that was written wrongly may be the one that is meant.
  if (environments.some(({ path }) => isStandIn([...path, 'name']) || isStandIn([...path, 'updates'])))
    return [];
  return environments.flatMap(({ environment: { updates }, path }, index): Finding[] => {
    const after = updates?.after;
    const earlier = environments.slice(0, index).map(({ environment }) => environment);
    const known = earlier.filter(isUpdated).map(({ name }) => name);
    if (after === undefined || known.includes(after)) return [];
    const meant = nearest(after, known);
    const choices = known.length === 0 ? 'leave it out: none stands before' : `write ${known.join(' or ')}`;
    return [
      {
        code: 'UPDATES_INVALID',
        path: [...path, 'updates', 'after'],
        message: `${after} is no environment with \`updates\` before this one`,
        cure: meant === undefined ? choices : `did you mean ${meant}?`,
      },
    ];
  });
}
