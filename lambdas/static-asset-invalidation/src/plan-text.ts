import type { ObjectChange } from './change.ts';
import type { DistributionPlan, Plan } from './plan.ts';

/** How many items of a distribution are printed. */
const SHOWN = 20;

/** A plan for people. */
export function planText({ distributions, unmapped, skipped }: Plan): string {
  const lines = [
    ...distributions.flatMap(linesOf),
    ...(distributions.length === 0 ? ['nothing to invalidate'] : []),
    ...others('no invalidation needed', skipped),
    ...others('of no site', unmapped),
  ];
  return lines.join('\n');
}

function others(what: string, changes: readonly ObjectChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const shown = changes.slice(0, SHOWN).map(({ bucket, key }) => `  ${bucket}: ${key}`);
  const more = changes.length > SHOWN ? ['  …'] : [];
  return [`${what}: ${objects(changes.length)}`, ...shown, ...more];
}

function linesOf(planned: DistributionPlan): readonly string[] {
  const { distribution, invalidations, changedPaths, wildcards, dropped, cost, isHeld } = planned;
  const items = invalidations.flatMap((each) => each.items);
  const head = [
    `${distribution}: ${counted(items.length, 'path')} for ${changedPaths} that changed`,
    counted(wildcards, 'wildcard'),
    `${objects(Math.round(dropped))} dropped though unchanged`,
    `cost ${cost.toFixed(6)} $`,
    ...(isHeld ? ['held back by the budget'] : []),
  ];
  const more = items.length > SHOWN ? [`  … and ${items.length - SHOWN} more (--json has them all)`] : [];
  return [head.join(', '), ...items.slice(0, SHOWN).map((item) => `  ${item}`), ...more];
}

function objects(count: number): string {
  return counted(count, 'object');
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
