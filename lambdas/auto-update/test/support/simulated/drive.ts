import { calling } from '../../../src/aws/calling.ts';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { UpdateConfig } from '../../../src/config.ts';
import { tick } from '../../../src/tick.ts';
import type { Chance } from './chance.ts';
import { createInvocation, type Invocation } from './invocation.ts';
import { fleetOf, type MemoryTable, memoryStore, type TableWatch } from './memory-store.ts';
import { type Mishaps, mishapsOf } from './mishaps.ts';
import { FLEET } from './random-fleet.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Who makes a call. */
export interface Caller {
  /** That it has of the fleet. */
  readonly fence: () => number;
}

/** Is told of all that invocations do. */
export interface Onlooker {
  readonly watch: TableWatch;
  /** A call of AWS is about to have its effect. */
  called(name: keyof AwsCalls, input: object, by: Caller): void;
  /** An invocation begins to look. */
  looked(): void;
}

export interface DriveInput {
  readonly world: World;
  readonly table: MemoryTable;
  /** As it is now. */
  readonly config: () => UpdateConfig;
  readonly raw: AwsCalls;
  readonly onlooker: Onlooker;
  readonly chance: Chance;
  /** How much goes wrong, 0 to 1. */
  readonly storm: number;
  /** Lets older fences write; for mutants. */
  readonly hasNoFence?: true | undefined;
  /** Days that a run may take at most. */
  readonly days: number;
  readonly isUnderWay: () => boolean;
  /** Is another one whenever something has happened. */
  readonly mark: () => string | number;
  readonly count: (what: string) => void;
  readonly log?: ((line: string) => void) | undefined;
}

export interface Driven {
  readonly ticks: number;
  readonly calls: number;
  /** Whether there is a report. */
  readonly isOver: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
/** How long it is watched after a run has ended. */
const REST = 10 * MINUTE;
/** Until a run begins: a window has to open. */
const BEGINS = 8 * DAY;
const CALL_TIME = 40;

interface Parked {
  readonly invocation: Invocation;
  readonly goesOn: number;
  readonly done: Promise<'done'>;
}

/** Invokes the Lambda again and again, until a run has ended or should have. */
export async function drive(input: DriveInput): Promise<Driven> {
  const { world, table, chance, storm, days, isUnderWay, mark } = input;
  const { clock } = world;
  const stored = fleetOf(table, FLEET);
  const began = clock.now();
  const last = (): number => {
    const { run } = stored.state;
    return run === undefined ? began + BEGINS : run.began + days * DAY;
  };
  const counted = { ticks: 0, calls: 0 };
  const parked: Parked[] = [];
  const follow = async ({ invocation, done }: Parked): Promise<void> => {
    const stop = await Promise.race([done, invocation.stopped()]);
    if (stop !== 'done' && stop.goesOn < Infinity) parked.push({ invocation, done, goesOn: stop.goesOn });
  };
  let next = began;
  let ended: number | undefined;
  let idle = 0;
  let known = mark();
  while (clock.now() < last() && (ended === undefined || clock.now() < ended + REST)) {
    const [first] = parked.toSorted((one, other) => one.goesOn - other.goesOn);
    if (first !== undefined && first.goesOn <= next) {
      parked.splice(parked.indexOf(first), 1);
      clock.advance(first.goesOn);
      first.invocation.goOn();
      await follow(first);
    } else if (next < world.settings.ticksFrom) {
      next = world.settings.ticksFrom;
    } else {
      clock.advance(next);
      const mishaps = mishapsOf(chance, storm);
      await follow(invoke(input, mishaps, counted));
      const now = mark();
      idle = now === known ? idle + 1 : 0;
      known = now;
      const due = nextTick({ now: clock.now(), chance, mishaps, isUnderWay: isUnderWay(), idle });
      next = Math.max(clock.now() + 1, due);
    }
    if (ended === undefined && stored.reports.length > 0) ended = clock.now();
  }
  return { ...counted, isOver: ended !== undefined };
}

function invoke(input: DriveInput, mishaps: Mishaps, counted: { ticks: number; calls: number }): Parked {
  const { world, table, onlooker, chance, count, log, hasNoFence } = input;
  const { clock } = world;
  counted.ticks += 1;
  let fence = 0;
  const invocation = createInvocation({ clock, chance, mishaps, callTime: CALL_TIME, count });
  onlooker.looked();
  const store = memoryStore({
    table,
    now: () => clock.now(),
    clockOff: chance.happens(0.01) ? HOUR : 0,
    step: async (name, signal, deed) => invocation.call(`table ${name}`, signal, deed),
    watch: { ...onlooker.watch, taken: (_, taken) => void (fence = taken) },
    hasNoFence,
  });
  const caller = { fence: () => fence };
  const work = tick({
    config: input.config(),
    store,
    callsWhile: (mayGoOn) =>
      calling(callsOf({ ...input, invocation, caller }), {
        mayGoOn: hasNoFence === true ? () => true : mayGoOn,
        region: 'eu-central-1',
        retrying: { random: () => chance.next(), sleep: async (time) => invocation.sleep(time) },
        onCall: () => void (counted.calls += 1),
      }),
    counted: () => counted.calls,
    account: '111111111111',
    region: 'eu-central-1',
    signal: invocation.signal,
    answerBy: invocation.answerBy,
    logger: QUIET,
  });
  const done = work.then(
    (results): 'done' => {
      for (const result of results) {
        count(result.outcome);
        if (result.outcome === 'failed') log?.(`failed: ${result.error}`);
      }
      log?.(`${new Date(clock.now()).toISOString()} ${lineOf(fleetOf(table, FLEET))}`);
      return 'done';
    },
    (error: unknown): 'done' => {
      count('rejected');
      log?.(`rejected: ${String(error)}`);
      return 'done';
    },
  );
  return { invocation, goesOn: 0, done };
}

interface CallsOf extends Pick<DriveInput, 'raw' | 'onlooker' | 'world'> {
  readonly invocation: Invocation;
  readonly caller: Caller;
}

function callsOf({ raw, invocation, onlooker, caller, world }: CallsOf): AwsCalls {
  return Object.fromEntries(
    Object.entries(raw).map(
      ([name, call]: [string, (input: never, signal: AbortSignal) => Promise<unknown>]) => [
        name,
        async (input: never, signal: AbortSignal) =>
          invocation.call(name, signal, () => {
            if (world.denied.has(name))
              throw refusal('AccessDeniedException', `not authorized to perform: ${name}`);
            onlooker.called(name as keyof AwsCalls, input, caller);
            return call(input, signal);
          }),
      ],
    ),
  ) as unknown as AwsCalls;
}

interface NextTick {
  readonly now: number;
  readonly chance: Chance;
  readonly mishaps: Mishaps;
  readonly isUnderWay: boolean;
  /** Ticks in a row in which nothing has happened. */
  readonly idle: number;
}

/** A tick a minute; fewer while nothing happens, to save time. Two at once where one stands still. */
function nextTick({ now, chance, mishaps, isUnderWay, idle }: NextTick): number {
  const minute = Math.ceil((now + 1) / MINUTE) * MINUTE;
  if (mishaps.still.size > 0 && chance.happens(0.5)) return now + chance.whole(1, 20) * 1_000;
  if (isUnderWay) return idle < 3 ? minute : minute + MINUTE;
  return minute + Math.min(2 ** idle - 1, 45) * MINUTE;
}

function lineOf({ state, records }: ReturnType<typeof fleetOf>): string {
  const { refresh } = state.run ?? {};
  const phases = Object.values(records).map(
    ({ id, phase, failure }) => `${id.slice(-3)}:${phase}${failure?.code ?? ''}`,
  );
  const held = state.held.map(({ code }) => code).join(',');
  return `${held} ${refresh === undefined ? phases.join(' ') : `${refresh.phase} ${refresh.percent} ${refresh.reason}`}`;
}
