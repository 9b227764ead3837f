import type { HostLine } from '../../../src/plan-types.ts';
import type { HostRecord } from '../../../src/host-record.ts';
import type { HostFleet } from '../../../src/config.ts';
import { fleetOf, type MemoryTable } from './memory-store.ts';
import { FLEET } from './random-fleet.ts';
import { hostsOf } from './truth.ts';
import { isOut, type Witness } from './witness.ts';
import type { World } from './world.ts';

export interface JudgeEndInput {
  readonly world: World;
  readonly table: MemoryTable;
  readonly witness: Witness;
  readonly fleet: HostFleet;
  /** Whether there is a report. */
  readonly isOver: boolean;
}

/** What has to be true once a run has ended. */
export function judgeEnd({ world, table, witness, fleet, isOver }: JudgeEndInput): void {
  const say = (text: string): void => void witness.violations.push(`at the end: ${text}`);
  const { state, reports, records } = fleetOf(table, FLEET);
  if (state.run !== undefined && !isOver)
    return say(`the run has not ended: ${stuck(records, state.run.id)}`);
  const [report] = reports;
  if (report === undefined) return;
  if (reports.length > 1) say(`${reports.length} reports`);
  const lines = new Map(report.hosts.map((line) => [line.id, line]));
  const there = new Set(hostsOf(world, fleet).map(({ id }) => id));
  for (const record of Object.values(records)) {
    const { id, out, run } = record;
    if (run !== report.run || out === undefined) continue;
    const line = lines.get(id);
    if (line === undefined) say(`${id} was taken out and is not in the report`);
    else if (there.has(id) && !witness.othersHave(id)) {
      judgeLine({ world, fleet, say }, record, line);
      if (report.outcome === 'aborted' && isLeftOut({ world, fleet, witness }, record))
        say(`${id} is out after an abort, and could serve: ${record.failure?.code}`);
    }
  }
  for (const id of witness.ours())
    if (there.has(id) && isOut(world, fleet, id) && !lines.has(id))
      say(`${id} was taken out by us and is not reported`);
}

/** What the report says of a host that was taken out, and is there still. */
function judgeLine(
  { world, fleet, say }: Pick<JudgeEndInput, 'world' | 'fleet'> & { readonly say: (text: string) => void },
  { id, out, in: brought, failure }: HostRecord,
  line: HostLine,
): void {
  const isKeptOut = isOut(world, fleet, id);
  const isFailed = line.result === 'failed' && line.isOut;
  if (isKeptOut && out?.was === 'in' && !isFailed)
    say(`${id} is out still, and the report says ${line.result} ${line.isOut}`);
  // One that did not come to serve in its time may have come later.
  const isLate = brought !== undefined || failure?.code === 'IN_TIMEOUT';
  const isWhole = (arns: readonly string[]): boolean => arns.every((arn) => world.targetGroups.has(arn));
  const hasService = fleet.mode === 'ecs' || (fleet.targetGroups.length > 0 && isWhole(fleet.targetGroups));
  if (line.isOut && !isKeptOut && !isLate && hasService) say(`${id} is said to be out and is in`);
}

/** Whether a host that was in before is out, though it was well when the run ended. */
function isLeftOut(
  { world, fleet, witness }: Pick<JudgeEndInput, 'world' | 'fleet' | 'witness'>,
  { id, out, after }: HostRecord,
): boolean {
  const machine = world.machines.get(id);
  if (machine === undefined || out?.was !== 'in' || !isOut(world, fleet, id)) return false;
  // Nobody lets us bring it in.
  if (world.denied.has('registerTargets')) return false;
  const { isUp, isWell, isOnline, checks, temper } = machine;
  // It is asked once more when an abort is seen; it may have become well since.
  const wasWell = after?.isHealthy !== false && !witness.unwellAtEnd.has(id);
  const canServe = isUp && isWell && isOnline && checks === 'ok' && wasWell;
  return canServe && !HUNG.has(temper.patch);
}

/** Nobody knows what they are in: they are kept out. */
const HUNG: ReadonlySet<string> = new Set(['hangs', 'breaks']);

function stuck(records: ReturnType<typeof fleetOf>['records'], run: string): string {
  return Object.values(records)
    .filter((record) => record.run === run && !['done', 'skipped', 'gone', 'failed'].includes(record.phase))
    .map(({ id, phase, since }) => `${id} ${phase} since ${new Date(since).toISOString()}`)
    .join(', ');
}
