import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AccessMap, accessOf } from '../src/access.ts';
import type { SyncConfig } from '../src/config.ts';
import { plan } from '../src/plan.ts';
import { configInForce } from '../src/rules.ts';
import { emptyState, type State } from '../src/state.ts';
import { planRuns } from './support/plan-arbitrary.ts';
import { configOf } from './support/plan-config.ts';
import { at } from './support/plan-evidence.ts';
import { RUNS } from './runs.ts';

const GROUPS = [
  { login: ['dev'], sudo: ['ops'] },
  { login: ['dev', 'ops'], sudo: [] },
  { login: [], sudo: ['ops'] },
  { login: [], sudo: ['dev'] },
  { login: ['devs'], sudo: ['ops'] },
];
const CONFIGS = GROUPS.map((groups) =>
  configOf({
    hosts: { 'dev-app': { tags: { stage: 'dev' }, ...groups, document: 'ssh-keys' } },
    removals: { most: 1, percent: 0 },
  }),
);

/** Each run of a life has the config of its place. */
const lives = planRuns({ failures: 10 }).chain((runs) =>
  fc.tuple(...runs.map((run) => fc.record({ run: fc.constant(run), config: fc.constantFrom(...CONFIGS) }))),
);

function accessIn(state: State, config: SyncConfig): AccessMap {
  return accessOf(state, configInForce(config, state));
}

/** Who had something there, or root, and has it no more. */
function losersOf(before: AccessMap, after: AccessMap): readonly string[] {
  return [...before].flatMap(([hostGroup, users]) =>
    [...users].flatMap(([id, { right }]) => {
      const is = after.get(hostGroup)?.get(id);
      return is === undefined || (right === 'sudo' && is.right === 'login') ? [id] : [];
    }),
  );
}

it('however the config changes, no run takes more away than the cap lets go, nor anything where a read failed', () => {
  const seen = { held: 0, lost: 0 };
  fc.assert(
    fc.property(lives, (life) => {
      let state = emptyState(20_000);
      let last: SyncConfig | undefined;
      for (const { run, config } of life) {
        const before = accessIn(state, config);
        if (last !== undefined) expect(losersOf(accessIn(state, last), before)).toEqual([]);
        const planned = plan({
          config,
          state,
          evidence: run.evidence,
          todo: [],
          read: { started: at(0), complete: at(0) },
          now: at(run.seconds),
        });
        const hasFailure = run.evidence.some(({ kind }) => kind === 'failed');
        const losers = losersOf(before, accessIn(planned.state, config));
        expect(losers.length).toBeLessThanOrEqual(hasFailure ? 0 : 1);
        expect(planned.losses.map(({ user }) => user)).toEqual(expect.arrayContaining([...losers]));
        // What is held goes only where it is approved, which nothing is.
        const held = new Set(state.heldConfig?.losses.map((loss) => loss.replace(/ [^ ]*$/u, '')));
        const taken = planned.losses.filter(({ why }) => why === 'the config has changed');
        expect(taken.filter(({ user, hostGroup }) => held.has(`${user} ${hostGroup}`))).toEqual([]);
        seen.held += planned.state.heldConfig === undefined ? 0 : 1;
        seen.lost += losers.length;
        state = JSON.parse(JSON.stringify(planned.state)) as State;
        last = config;
      }
    }),
    { numRuns: RUNS },
  );
  expect(seen.held).toBeGreaterThan(0);
  expect(seen.lost).toBeGreaterThan(0);
});
