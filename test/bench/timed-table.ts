import { type Command, runCommand } from './command.ts';
import { type Contender, race, type Timing } from './race.ts';
import type { Stage } from './stage.ts';
import type { Claim, Table } from './table.ts';

/** A row of a table of times. */
export interface Entry extends Command {
  readonly name: string;
  /** What it must print, white space at both ends aside. */
  readonly prints: string | RegExp;
  /** At most so many runs, for slow ones. */
  readonly maxRuns?: number;
  readonly compare?: readonly Comparison[];
}

/** A ratio of medians; it has a target where there is `atMost` or `atLeast`. */
export type Comparison =
  /** The row takes so many times as long as the row `with`, after `less` milliseconds are taken off. */
  | { readonly with: string; readonly atMost?: number; readonly less?: number }
  /** The row is so many times as fast as the row `fasterThan`. */
  | { readonly fasterThan: string; readonly atLeast?: number };

export interface TimedTable {
  readonly title: string;
  readonly notes?: readonly string[];
  readonly runs: number;
  readonly entries: readonly Entry[];
}

/** Times the entries in turns and compares their medians. */
export function timedTable(stage: Stage, { entries, ...table }: TimedTable): Promise<Table> {
  const contenders = entries.map((entry) => ({ ...entry, run: () => runChecked(stage, entry) }));
  return raceTable(stage, { ...table, entries: contenders });
}

/** A table of what is not timed as a whole process. */
export interface RaceTable extends Omit<TimedTable, 'entries'> {
  readonly entries: readonly (Contender & Pick<Entry, 'compare'>)[];
}

/** The same for what times itself. */
export async function raceTable(
  stage: Stage,
  { title, notes = [], runs, entries }: RaceTable,
): Promise<Table> {
  const rounds = (count: number): number => (stage.quick ? Math.ceil(count / 3) : count);
  const timings = await race(
    title,
    entries.map(({ maxRuns = runs, ...entry }) => ({ ...entry, maxRuns: rounds(maxRuns) })),
    rounds(runs),
  );
  return {
    title,
    notes,
    columns: ['median', 'fastest', 'runs'],
    rows: entries.map(({ name, compare = [] }) => ({
      name,
      cells: cellsOf(timings.get(name)),
      claims: compare.map((comparison) => claimOf(name, comparison, timings)),
    })),
  };
}

function runChecked(stage: Stage, entry: Entry): number {
  const { stdout, time } = runCommand(stage, entry);
  const printed = stdout.trim();
  const { prints } = entry;
  if (typeof prints === 'string' ? printed === prints.trim() : prints.test(printed)) return time;
  throw new Error(`${entry.name} printed something else: ${printed.slice(0, 200)}`);
}

function cellsOf(timing: Timing | undefined): readonly string[] {
  return timing === undefined
    ? []
    : [milliseconds(timing.median), milliseconds(timing.fastest), String(timing.runs)];
}

function milliseconds(time: number): string {
  return `${time.toFixed(time < 1000 ? 1 : 0)} ms`;
}

function claimOf(name: string, comparison: Comparison, timings: ReadonlyMap<string, Timing>): Claim {
  const own = timings.get(name)?.median ?? Number.NaN;
  if ('fasterThan' in comparison) {
    const { fasterThan, atLeast } = comparison;
    const ratio = (timings.get(fasterThan)?.median ?? Number.NaN) / own;
    const what = `× faster than ${fasterThan}`;
    return judge(
      what,
      ratio,
      atLeast === undefined ? {} : { target: `≥ ${atLeast} ×`, met: ratio >= atLeast },
    );
  }
  const { with: baseline, atMost, less = 0 } = comparison;
  const ratio = (own - less) / (timings.get(baseline)?.median ?? Number.NaN);
  const what = `× ${baseline}${less === 0 ? '' : `, less ${less} ms of latency`}`;
  return judge(what, ratio, atMost === undefined ? {} : { target: `≤ ${atMost} ×`, met: ratio <= atMost });
}

/** A ratio that is no number is against a row that is not there. */
function judge(what: string, ratio: number, { target, met }: { target?: string; met?: boolean }): Claim {
  const aimed = target === undefined ? {} : { target };
  if (Number.isNaN(ratio)) return { figure: `– ${what}`, ...aimed };
  return { figure: `${ratio.toFixed(2)} ${what}`, ...aimed, ...(met === undefined ? {} : { met }) };
}
