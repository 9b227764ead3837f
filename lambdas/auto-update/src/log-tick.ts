import type { Logger } from '@kmscrypt/lambda';
import type { FleetTick } from './fleet-tick.ts';
import type { HeldCode } from './held.ts';

/** What a clock may be wrong by before it is told; in milliseconds. */
const CLOCK_OFF = 5 * 60_000;
/** What holds a fleet back and does not pass by itself: why is told. */
const LASTING: ReadonlySet<HeldCode> = new Set<HeldCode>(['GATE_UNREADABLE', 'REFRESH_REFUSED']);
/** Hosts of which a tick tells what could not be done. */
const MOST_LINES = 20;

/** Says what a tick has done: what is wrong, runs that have ended, and one line of each fleet that something is under way in. */
export function logTicks(ticks: readonly FleetTick[], logger: Logger): void {
  for (const tick of ticks) {
    logProblems(tick, logger);
    logEnd(tick, logger);
    if (tick.run !== undefined || (tick.effects ?? []).length > 0) logger.info('fleet', lineOf(tick));
  }
  const off = ticks.map(({ clockOff = 0 }) => clockOff).find((each) => Math.abs(each) > CLOCK_OFF);
  if (off !== undefined)
    logger.error('the clock of this Lambda is wrong; the clock of the table is followed', {
      code: 'CLOCK_OFF',
      seconds: Math.round(off / 1_000),
    });
  if (ticks.length === 0) return;
  logger.info('tick', {
    fleets: ticks.length,
    runs: ticks.filter(({ run }) => run !== undefined).length,
    taken: ticks.filter(({ outcome }) => outcome === 'taken').map(({ fleet }) => fleet),
    failed: ticks.filter(({ outcome }) => outcome === 'failed').map(({ fleet }) => fleet),
    notReached: ticks.filter(({ outcome }) => outcome === 'not-reached').map(({ fleet }) => fleet),
  });
}

function logProblems(
  { fleet, outcome, error, failed = 0, held = [], notDone = [], problems = [] }: FleetTick,
  logger: Logger,
): void {
  if (outcome === 'failed') logger.error('the tick of a fleet failed', { fleet, reason: error });
  if (failed > 0) logger.error('hosts failed', { fleet, count: failed });
  for (const { code, text } of held.filter((each) => LASTING.has(each.code)))
    logger.warn('nothing is begun with', { fleet, code, reason: text });
  for (const reason of problems) logger.warn('not all is seen of a fleet', { fleet, reason });
  for (const { host, reason } of notDone.slice(0, MOST_LINES))
    logger.warn('not done, and tried again by the next tick', { fleet, host, reason });
  if (notDone.length > MOST_LINES) logger.warn('not done, in all', { fleet, count: notDone.length });
}

function logEnd({ fleet, report }: FleetTick, logger: Logger): void {
  if (report === undefined) return;
  const { run, outcome, release, hosts, leastServing, floor } = report;
  const results = Map.groupBy(hosts, ({ result }) => result);
  logger[outcome === 'done' ? 'info' : 'warn']('a run has ended', {
    fleet,
    run,
    outcome,
    release,
    hosts: Object.fromEntries([...results].map(([result, { length }]) => [result, length])),
    out: hosts.filter(({ isOut }) => isOut).map(({ id }) => id),
    leastServing,
    floor,
  });
}

function lineOf({ fleet, run, standing, held = [], effects = [], ...counts }: FleetTick) {
  const { patched = 0, heldBack = 0, keptOut = 0 } = counts;
  const kinds = Map.groupBy(effects, (kind) => kind);
  return {
    fleet,
    run: run?.id,
    size: standing?.size,
    serving: standing?.serving,
    floor: standing?.floor,
    inFlight: standing?.inFlight,
    patched,
    heldBack,
    keptOut,
    held: held.map(({ code }) => code),
    effects: Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length])),
  };
}
