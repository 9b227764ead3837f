import { fieldsOf, listOf, type Problem, problem } from '@kmscrypt/lambda/schema';
import { DEFAULTS } from './policy.ts';
import { longestGap } from './window-gaps.ts';

const DAY_MINUTES = 1_440;
/** A tick comes each minute, and some of them may be late. In minutes. */
const SHORTEST = 10;

interface Written {
  readonly path: readonly PropertyKey[];
  readonly policy: Readonly<Record<string, unknown>>;
}

/** Policies by which no host could ever be begun with. @param common that of all fleets */
export function policyProblems(
  common: unknown,
  fleets: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[],
): readonly Problem[] {
  const all: Written = { path: ['policy'], policy: fieldsOf(common) };
  const own = fleets.map((fleet) => ({
    path: ['fleets', fleet.name, 'policy'],
    policy: fieldsOf(fleet['policy']),
    mode: fleet['mode'],
  }));
  return [
    ...[all, ...own].flatMap(windowProblems),
    ...allHealthy(all, own),
    ...longSoaks(all, own),
    ...longGaps(all, own),
  ];
}

function windowProblems({ path, policy }: Written): readonly Problem[] {
  return listOf(policy['windows']).flatMap((window, at) => {
    const { hours } = fieldsOf(window);
    const minutes = lengthOf(hours);
    if (minutes === undefined || minutes >= SHORTEST) return [];
    const text = `is ${minutes} minutes long: ticks could miss it; at least ${SHORTEST}`;
    return [problem([...path, 'windows', at, 'hours'], text)];
  });
}

/** In minutes; undefined where it is not hours, or never opens: that is told elsewhere. */
function lengthOf(hours: unknown): number | undefined {
  const [, ...parts] =
    /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/u.exec(typeof hours === 'string' ? hours : '') ??
    [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return undefined;
  const minutes = (toHour - fromHour) * 60 + toMinute - fromMinute;
  if (minutes === 0) return undefined;
  return minutes > 0 ? minutes : minutes + DAY_MINUTES;
}

/** Told where it is written; hosts of mode `refresh` are launched before others are terminated. */
function allHealthy(
  common: Written,
  own: readonly (Written & { readonly mode: unknown })[],
): readonly Problem[] {
  const found = own.flatMap(({ path, policy, mode }) => {
    const minHealthy = policy['minHealthy'] ?? common.policy['minHealthy'];
    const outage = policy['outage'] ?? common.policy['outage'];
    if (mode === 'refresh' || minHealthy !== '100%' || outage === 'window') return [];
    return [policy['minHealthy'] === undefined ? common.path : path];
  });
  return [...new Set(found)].map((path) =>
    problem(
      [...path, 'minHealthy'],
      'is 100%: no host could ever be taken out; lower it, or allow an outage (outage: window)',
    ),
  );
}

/** Told of the canary where it is written, which others wait for. */
function longSoaks(common: Written, own: readonly Written[]): readonly Problem[] {
  const found = own.flatMap(({ path, policy }) => {
    const canary = policy['canary'] ?? common.policy['canary'];
    const days = policy['giveUpDays'] ?? common.policy['giveUpDays'] ?? DEFAULTS.giveUpDays;
    const { soakMinutes } = fieldsOf(canary);
    if (typeof soakMinutes !== 'number' || typeof days !== 'number' || soakMinutes < days * DAY_MINUTES)
      return [];
    return [policy['canary'] === undefined ? common.path : path];
  });
  return [...new Set(found)].map((path) =>
    problem(
      [...path, 'canary', 'soakMinutes'],
      'is as long as `giveUpDays`, or longer: a run would give up before a second host is begun with',
    ),
  );
}

/**
 * Told where days or windows are written. Of a run that no second window comes for the hosts that the first one was too short for are never
 * updated, run after run. One that ends just when the second one opens has all of that (stop-run.ts).
 */
function longGaps(
  common: Written,
  own: readonly (Written & { readonly mode: unknown })[],
): readonly Problem[] {
  const found = own.flatMap(({ path, policy, mode }): readonly (readonly [string, Problem])[] => {
    const days = policy['giveUpDays'] ?? common.policy['giveUpDays'] ?? DEFAULTS.giveUpDays;
    const gap = longestGap(policy['windows'] ?? common.policy['windows'] ?? DEFAULTS.windows);
    if (mode === 'refresh' || typeof days !== 'number' || gap === undefined || days >= gap) return [];
    const isOwn = policy['giveUpDays'] !== undefined || policy['windows'] !== undefined;
    const least = Math.ceil(gap);
    const text = `is ${days}, and windows may open ${least} days after each other: a run would give up before the second one; at least ${least}, or open them more often`;
    const where = isOwn ? path : common.path;
    return [[where.join('.'), problem([...where, 'giveUpDays'], text)]];
  });
  return [...new Map(found).values()];
}
