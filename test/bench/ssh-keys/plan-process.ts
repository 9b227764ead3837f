// A process of its own that plans for so many users (`first COUNT` or `steady COUNT`): the first whole read of them, or a later one
// that confirms that one in a hundred has left a group and another has one key less. It prints a {@link Planned}.
import type { Evidence } from '../../../lambdas/ssh-key-sync/src/evidence.ts';
import { plan } from '../../../lambdas/ssh-key-sync/src/plan.ts';
import { emptyState, type State } from '../../../lambdas/ssh-key-sync/src/state.ts';
import { CONFIG, hostRecords, people, type Person, wholeRead } from './organisation.ts';

export interface Planned {
  readonly milliseconds: number;
  /** Of the state as it is written. */
  readonly bytes: number;
  /** To make text of it, and a state of the text. */
  readonly save: number;
  readonly load: number;
  /** The most that was resident in the whole process, in bytes. */
  readonly memory: number;
  /** Of text, in bytes: all manifests that are new. */
  readonly manifests: number;
}

const BEGIN = Date.parse('2026-11-22T04:00:00.000Z');
const LATER = 1_800_000;

const [what, count] = process.argv.slice(2);
const all = people(Number(count));
const first = wholeRead(all, BEGIN);
const begin = { ...emptyState(CONFIG.uids.from), hosts: hostRecords(BEGIN) };
const run =
  what === 'first'
    ? planning(begin, first, BEGIN)
    : planning(
        after(after(begin, first, BEGIN), later(BEGIN + LATER), BEGIN + LATER),
        later(BEGIN + 2 * LATER),
        BEGIN + 2 * LATER,
      );
const start = performance.now();
const planned = run();
const milliseconds = performance.now() - start;
const saving = performance.now();
const text = JSON.stringify(planned.state);
const save = performance.now() - saving;
const loading = performance.now();
JSON.parse(text);
const load = performance.now() - loading;
const report: Planned = {
  milliseconds,
  bytes: Buffer.byteLength(text),
  save,
  load,
  memory: process.resourceUsage().maxRSS * 1024,
  manifests: planned.manifests.reduce((sum, manifest) => sum + manifest.text.length, 0),
};
process.stdout.write(JSON.stringify(report));

function planning(state: State, evidence: readonly Evidence[], at: number): () => ReturnType<typeof plan> {
  // As it comes out of JSON: a text that is put together is kept in its pieces until they are needed.
  const read = JSON.parse(JSON.stringify({ state, evidence })) as { state: State; evidence: Evidence[] };
  const input = { ...read, config: CONFIG, todo: [], read: { started: at, complete: at }, now: at + 60_000 };
  return () => plan(input);
}

/** Put and told, as it is half an hour later. */
function after(before: State, evidence: readonly Evidence[], at: number): State {
  const { state } = planning(before, evidence, at)();
  const manifests = Object.entries(state.manifests).map(([name, record]) => [
    name,
    { ...record, put: record.version, told: record.version },
  ]);
  return { ...state, manifests: Object.fromEntries(manifests) };
}

function later(at: number): readonly Evidence[] {
  return wholeRead(
    all.map((person, index): Person => {
      if (index % 100 === 0) return { ...person, groups: person.groups.slice(1) };
      return index % 100 === 50 ? { ...person, keys: person.keys.slice(1) } : person;
    }),
    at,
  );
}
