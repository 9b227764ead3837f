import type { HostFleet } from '../../../src/config.ts';
import type { Policy, Window } from '../../../src/config/policy.ts';
import type { Saved } from '../../../src/ports.ts';
import type { HostRecord, Phase } from '../../../src/host-record.ts';
import type { Run } from '../../../src/state.ts';
import type { StoredFleet } from './memory-store.ts';
import { hostsOf, isPlain } from './truth.ts';
import type { Look } from './witness.ts';
import type { World } from './world.ts';

export interface JudgeInput {
  readonly world: World;
  readonly fleet: HostFleet;
  /** As it is before. */
  readonly stored: StoredFleet;
  readonly saved: Saved;
  /** What was true when the tick looked, and what is true now: where they are not the same it could know either. */
  readonly look: Look;
  readonly now: Look;
  /** Hosts that have failed with us where nothing shows it, in whichever run, and have not been well since. */
  readonly broken: ReadonlySet<string>;
  readonly say: (text: string) => void;
}

const MINUTE = 60_000;
const OUT: ReadonlySet<Phase> = new Set([
  'taking-out',
  'patching',
  'rebooting',
  'verifying',
  'bringing-in',
  'restoring',
]);

/** Hosts that are begun with: whether it may be now. */
export function judgeBeginning(input: JudgeInput): void {
  const { stored, saved, say } = input;
  const run = saved.state?.run ?? stored.state.run;
  if (run === undefined) return;
  const before = ofRun(stored.records, run);
  const after = ofRun({ ...stored.records, ...byId(saved.records) }, run);
  const begun = saved.records.filter(
    ({ id, run: of, begun: at }) => of === run.id && at !== undefined && before[id]?.begun === undefined,
  );
  if (begun.length === 0) return;
  const one = begun[0]?.id ?? '';
  for (const reason of [
    ...heldBack(input, run),
    ...canary(begun, after, run, input.now.at),
    ...floor(input, { begun, after, run }),
    ...begun.flatMap(({ id }) => ownReasons(id, input, run)),
  ])
    say(`${one} is begun with: ${reason}`);
  const { lastStart } = stored.state.run ?? {};
  const spacing = run.fleet.policy.spacingMinutes * MINUTE;
  if (lastStart !== undefined && input.look.at - lastStart < spacing - MINUTE)
    say(`${one} is begun with too soon`);
}

function ofRun(records: StoredFleet['records'], run: Run): StoredFleet['records'] {
  return Object.fromEntries(Object.entries(records).filter(([, record]) => record.run === run.id));
}

function byId(records: readonly HostRecord[]): StoredFleet['records'] {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}

function heldBack({ look, now, stored }: JudgeInput, run: Run): readonly string[] {
  const { policy } = run.fleet;
  const fires =
    look.firing.some((name) => now.firing.includes(name)) && Object.keys(policy.alarms).length > 0;
  const isOpen = policy.windows.some((window) => isIn(window, look.at) || isIn(window, now.at));
  return [
    ...(fires ? ['an alarm fires'] : []),
    ...(look.isFrozen && now.isFrozen ? ['it is frozen'] : []),
    ...(look.isPaused && now.isPaused ? ['it is paused'] : []),
    ...(isOpen ? [] : ['no window is open']),
    ...(stored.state.run?.stopped === undefined ? [] : ['the run is stopped']),
    ...(stored.state.run?.isAborting === undefined ? [] : ['the run is aborted']),
  ];
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Windows of simulations are in UTC. */
export function isIn({ days, hours }: Window, at: number): boolean {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const [from, to] = [minutes(hours.slice(0, 5)), minutes(hours.slice(6))];
  const time = Math.floor(at / MINUTE) % 1_440;
  const isOn = (day: number): boolean => {
    const name = DAYS[(day + 4) % 7];
    return days === undefined || (name !== undefined && days.includes(name));
  };
  const day = Math.floor(at / MINUTE / 1_440);
  if (from < to) return isOn(day) && time >= from && time < to;
  return (isOn(day) && time >= from) || (isOn(day - 1) && time < to);
}

function canary(
  begun: readonly HostRecord[],
  after: StoredFleet['records'],
  { canaries, fleet }: Run,
  now: number,
): readonly string[] {
  const { hosts, soakMinutes } = fleet.policy.canary;
  if (hosts === 0 || hosts === '0%') return [];
  const others = begun.filter(({ id }) => !canaries.includes(id));
  if (others.length === 0) return [];
  if (canaries.length === 0) return ['no canary went first'];
  return canaries.flatMap((id) => {
    const { phase, since = Infinity } = after[id] ?? {};
    // One that is gone has not been seen to be bad.
    if (phase === 'gone' || phase === 'skipped') return [];
    if (phase !== 'done') return [`its canary ${id} is ${phase}`];
    return now - since < (soakMinutes - 1) * MINUTE
      ? [`its canary ${id} has not been well for long enough`]
      : [];
  });
}

/** A share is rounded down, but is one host at least. */
export function mostUnavailable({ maxUnavailable }: Policy, size: number): number {
  if (typeof maxUnavailable === 'number') return maxUnavailable;
  return Math.max(1, Math.floor((size * Number.parseInt(maxUnavailable, 10)) / 100));
}

/** A share is rounded up. */
export function leastHealthy({ minHealthy }: Policy, size: number): number {
  return typeof minHealthy === 'number'
    ? minHealthy
    : Math.ceil((size * Number.parseInt(minHealthy, 10)) / 100);
}

interface Begun {
  readonly begun: readonly HostRecord[];
  readonly after: StoredFleet['records'];
  readonly run: Run;
}

function floor(
  { world, fleet, look, now, broken }: JudgeInput,
  { begun, after, run }: Begun,
): readonly string[] {
  const { policy } = run.fleet;
  const hosts = hostsOf(world, fleet);
  const lost = Object.values(after).filter(
    ({ phase, begun: at }) => phase === 'gone' && at !== undefined,
  ).length;
  const newcomers = hosts.filter(
    ({ id, launched }) => launched > run.began && after[id]?.begun === undefined,
  ).length;
  const size = Math.max(hosts.length, hosts.length + lost - newcomers);
  const isServing = (id: string): boolean => {
    const { phase, out, in: brought, begun: begunAt } = after[id] ?? {};
    const isKeptOut = phase === 'failed' && out !== undefined && brought === undefined;
    if (phase !== undefined && (OUT.has(phase) || isKeptOut)) return false;
    // Nothing is seen of it from outside where it is neither in a cluster nor a target group; it has said so itself.
    const { isWell = false, isUp = false, state, checks } = world.machines.get(id) ?? {};
    if (phase === 'failed' && begunAt !== undefined && !(isWell && isUp)) return false;
    if (broken.has(id)) return false;
    // Nor that it is down by itself.
    const isHidden = isPlain(fleet) && state === 'running' && checks !== 'impaired';
    return look.serving.has(id) || now.serving.has(id) || isHidden;
  };
  // Those that are gone since the look could not be known to be.
  const gone = [...look.serving].flatMap((id) => {
    const machine = world.machines.get(id);
    return machine === undefined || hosts.includes(machine) ? [] : [machine];
  });
  const serving = [...hosts, ...gone].filter(({ id }) => isServing(id));
  const busy = hosts.filter(({ id }) => !isServing(id) || after[id]?.phase === 'soaking').length;
  const least = Math.max(leastHealthy(policy, size), size - mostUnavailable(policy, size));
  const zones = new Set(begun.flatMap(({ id }) => world.machines.get(id)?.zone ?? []));
  const isAlone = (zone: string): boolean =>
    hosts.filter((machine) => machine.zone === zone).length > 1 &&
    !serving.some((machine) => machine.zone === zone);
  const found = [
    ...(serving.length < least ? [`${serving.length} of ${size} serve, which is less than ${least}`] : []),
    ...(busy > mostUnavailable(policy, size) ? [`${busy} of ${size} are out or on their way`] : []),
    ...[...zones].filter(isAlone).map((zone) => `none serves in ${zone}`),
  ];
  // Where not even one host of a fleet that serves as a whole might go.
  const isForbidden = size - 1 < least || [...zones].some(isAlone);
  const isOutage = policy.outage === 'window' && begun.length === 1 && isForbidden;
  return isOutage ? [] : found;
}

function ownReasons(id: string, { world, stored, look, now }: JudgeInput, run: Run): readonly string[] {
  const machine = world.machines.get(id);
  if (machine === undefined) return ['there is no such host'];
  const { policy } = run.fleet;
  const excluded = Object.entries(policy.exclude).some(([key, values]) =>
    [values].flat().includes(machine.tags[key] ?? ''),
  );
  // One that was stopped and started while it waited is known already.
  const isKnown = machine.launched > (stored.records[id]?.since ?? Infinity);
  const isYoung = !isKnown && now.at - machine.launched < policy.graceMinutes * MINUTE;
  return [
    ...(excluded ? ['it is excluded'] : []),
    ...(isYoung ? ['it is too young'] : []),
    ...(look.others.has(id) && now.others.has(id) ? ['others have taken it out'] : []),
  ];
}
