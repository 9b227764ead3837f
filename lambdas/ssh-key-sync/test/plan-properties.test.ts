import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accessOf } from '../src/access.ts';
import type { SyncConfig } from '../src/config.ts';
import type { Plan } from '../src/plan-types.ts';
import { plan } from '../src/plan.ts';
import { isMember } from '../src/standing.ts';
import { emptyState, type Fact, type State } from '../src/state.ts';
import { type PlanRun, planRuns } from './support/plan-arbitrary.ts';
import { configOf } from './support/plan-config.ts';
import { at } from './support/plan-evidence.ts';
import { parsed } from './support/plan-parsed.ts';
import { RUNS } from './runs.ts';

const FREE = configOf({ parameters: '/ssh' });
const CAPPED = configOf({ parameters: '/ssh', removals: { most: 1, percent: 0 } });

function once(config: SyncConfig, state: State, { seconds, evidence }: PlanRun): Plan {
  const planned = plan({
    config,
    state,
    evidence,
    todo: state.todo.filter(({ due }) => due > at(seconds)),
    read: { started: at(0), complete: at(0) },
    now: at(seconds),
  });
  const stored = JSON.parse(JSON.stringify(planned.state)) as State;
  // They are in no order.
  const todo = stored.todo.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  return { ...planned, state: { ...stored, todo } };
}

interface Step {
  readonly run: PlanRun;
  readonly before: State;
  readonly planned: Plan;
}

/** Plans each run on the state of the one before. */
function steps(config: SyncConfig, runs: readonly PlanRun[]): readonly Step[] {
  let state = emptyState(config.uids.from);
  return runs.map((run) => {
    const before = state;
    const planned = once(config, before, run);
    ({ state } = planned);
    return { run, before, planned };
  });
}

function holdsAlways(
  { config, failures = 0 }: { readonly config: SyncConfig; readonly failures?: number },
  check: (all: readonly Step[]) => void,
): void {
  fc.assert(
    fc.property(planRuns({ failures }), (runs) => check(steps(config, runs))),
    { numRuns: RUNS },
  );
}

/** Without what ended so long ago that the next run forgets it, and without keys of who is in no group: they open nothing. */
function remembered(state: State, { seconds }: PlanRun): State {
  const isKept = ([, { ended }]: [string, Fact]) => ended === undefined || ended > at(seconds - 900);
  const users = Object.entries(state.users).map(([id, user]) => [
    id,
    {
      ...user,
      groups: Object.fromEntries(Object.entries(user.groups).filter(isKept)),
      keys: isMember(user) ? Object.fromEntries(Object.entries(user.keys).filter(isKept)) : {},
    },
  ]);
  return { ...state, users: Object.fromEntries(users), strangers: undefined };
}

it('changes nothing by the same evidence again', () => {
  holdsAlways({ config: FREE, failures: 10 }, (all) => {
    for (const { run, planned } of all) {
      const again = once(FREE, planned.state, run);
      expect(remembered(again.state, run)).toEqual(remembered(planned.state, run));
      expect([again.gains, again.losses]).toEqual([[], []]);
      expect(again.heldBack).toEqual(planned.heldBack);
      expect(again.manifests).toEqual(planned.manifests);
    }
  });
});

it('says the same in whatever order evidence comes', () => {
  const shuffled = planRuns({ failures: 10 }).chain((runs) =>
    fc.record({
      runs: fc.constant(runs),
      others: fc.tuple(
        ...runs.map(({ seconds, evidence }) =>
          fc
            .shuffledSubarray([...evidence], { minLength: evidence.length })
            .map((mixed) => ({ seconds, evidence: mixed })),
        ),
      ),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ runs, others }) => {
      const [one, other] = [steps(FREE, runs), steps(FREE, others)];
      expect(other.map(({ planned }) => planned.state)).toEqual(one.map(({ planned }) => planned.state));
    }),
    { numRuns: RUNS },
  );
});

it('gives each login name and each UID to one user, and no UID a second time', () => {
  holdsAlways({ config: FREE, failures: 10 }, (all) => {
    const owners = new Map<number, string>();
    for (const { planned } of all) {
      const users = Object.entries(planned.state.users);
      for (const [id, { uid }] of users) {
        if (uid === undefined) continue;
        expect(owners.get(uid) ?? id).toBe(id);
        expect(uid).toBeLessThan(planned.state.nextUid);
        owners.set(uid, id);
      }
      const logins = users.flatMap(([, { login }]) => login ?? []);
      expect(new Set(logins).size).toBe(logins.length);
    }
  });
});

it('never loses a user who has a UID', () => {
  holdsAlways({ config: FREE }, (all) => {
    for (const { before, planned } of all) {
      const lost = Object.entries(before.users).filter(
        ([id, { uid }]) => uid !== undefined && planned.state.users[id]?.uid !== uid,
      );
      expect(lost).toEqual([]);
    }
  });
});

it('takes nothing away in a run with a failed read', () => {
  holdsAlways({ config: FREE, failures: 50 }, (all) => {
    for (const { run, before, planned } of all) {
      if (!run.evidence.some(({ kind }) => kind === 'failed')) continue;
      expect(planned.losses).toEqual([]);
      const after = accessOf(planned.state, FREE);
      for (const [hostGroup, users] of accessOf(before, FREE)) {
        for (const [id, { login, right, keys }] of users) {
          const is = after.get(hostGroup)?.get(id);
          expect([is?.login, right === 'login' || is?.right === 'sudo']).toEqual([login, true]);
          expect(is?.keys).toEqual(expect.arrayContaining([...keys]));
        }
      }
    }
  });
});

it('takes no more away than the cap lets go, and holds the rest whole', () => {
  let count = 0;
  holdsAlways({ config: CAPPED }, (all) => {
    for (const { planned } of all) {
      const { held } = planned.state;
      const losers = new Set(
        planned.losses.filter(({ why }) => !why.startsWith('the login name changed')).map(({ user }) => user),
      );
      expect(losers.size).toBeLessThanOrEqual(1);
      if (held === undefined) expect(planned.heldBack).toEqual([]);
      for (const loss of held?.losses ?? []) {
        expect([loss, factIn(planned.state, loss)?.ended]).toEqual([loss, undefined]);
        count += 1;
      }
    }
  });
  expect(count).toBeGreaterThan(0);
});

function factIn({ users }: State, loss: string): Fact | undefined {
  const [id = '', what = ''] = loss.split(' ');
  return users[id]?.groups[what] ?? users[id]?.keys[what];
}

/** `USERID GROUP` and `USERID KEY` of what holds and, as an event of this run says, has ended. */
function toldAnew(before: State, { users }: State): readonly string[] {
  return Object.entries(users).flatMap(([id, { groups, keys }]) =>
    Object.entries({ ...groups, ...keys }).flatMap(([what, { claimed }]) => {
      const known = factIn(before, `${id} ${what}`);
      const isNew = known !== undefined && known.ended === undefined && known.claimed !== claimed;
      return claimed !== undefined && isNew ? [`${id} ${what}`] : [];
    }),
  );
}

/** Whether something that an event says is neither taken away yet nor held. */
function isAnyWaiting({ users, held }: State): boolean {
  return Object.entries(users).some(([id, { groups, keys }]) =>
    Object.entries({ ...groups, ...keys }).some(
      ([what, { claimed, ended }]) =>
        claimed !== undefined && ended === undefined && held?.losses.includes(`${id} ${what}`) !== true,
    ),
  );
}

it('keeps what is held, however little is left of it, until it is not due any more or an event says it anew', () => {
  let shrunk = 0;
  holdsAlways({ config: CAPPED, failures: 10 }, (all) => {
    for (const { before, planned } of all) {
      if (before.held === undefined) continue;
      const { held } = planned.state;
      const told = new Set(toldAnew(before, planned.state));
      for (const loss of before.held.losses) {
        const fact = factIn(planned.state, loss);
        const isDue = fact?.claimed !== undefined || fact?.confirmed !== undefined;
        if (isDue && !told.has(loss)) expect([loss, held?.losses.includes(loss)]).toEqual([loss, true]);
      }
      const known = new Set(before.held.losses);
      const isLess = held?.losses.every((loss) => known.has(loss)) === true;
      if (held !== undefined) expect(held.id === before.held.id).toBe(isLess);
      if (isLess && held.losses.length < known.size) shrunk += 1;
    }
  });
  expect(shrunk).toBeGreaterThan(0);
});

it('takes away at once what events say of no more users than the cap allows, whatever is held', () => {
  let count = 0;
  holdsAlways({ config: CAPPED, failures: 10 }, (all) => {
    for (const { run, before, planned } of all) {
      if (run.evidence.some(({ kind }) => kind === 'failed')) continue;
      // What a run with a failed read has left counts with it.
      if (isAnyWaiting(before)) continue;
      const told = toldAnew(before, planned.state);
      if (new Set(told.map((loss) => loss.split(' ')[0])).size > 1) continue;
      for (const loss of told) expect([loss, factIn(planned.state, loss)?.ended]).not.toContain(undefined);
      if (before.held !== undefined) count += told.length;
    }
  });
  expect(count).toBeGreaterThan(0);
});

it('writes manifests that read back, one text a version', () => {
  holdsAlways({ config: FREE }, (all) => {
    const texts = new Map<number, string>();
    for (const { planned } of all) {
      for (const { manifest, text } of planned.manifests) {
        expect(parsed(text)).toEqual(manifest);
        expect(texts.get(manifest.version) ?? text).toBe(text);
        texts.set(manifest.version, text);
      }
    }
  });
});
