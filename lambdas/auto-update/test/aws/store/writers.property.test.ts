import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStore } from '../../../src/aws/store.ts';
import type { Taken } from '../../../src/ports.ts';
import { RUNS } from '../../runs.ts';
import { type TableFault, unreliable } from '../../support/store-faults.ts';
import { memoryTable } from '../../support/store-memory.ts';
import { recordWith, runOf, stateWith } from '../../support/store-values.ts';
import { ALWAYS, retrying, START } from '../../support/store-world.ts';

const LEASE = 180_000;
const FLEET = 'web';

type Step =
  | { readonly kind: 'take'; readonly who: number }
  | { readonly kind: 'release'; readonly who: number }
  | { readonly kind: 'wish'; readonly who: number }
  | {
      readonly kind: 'save';
      readonly who: number;
      readonly records: number;
      readonly state: 'run' | 'none' | 'as it is';
    }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'arrive' };

const who = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), who }),
  fc.record({ kind: fc.constant('release' as const), who }),
  fc.record({ kind: fc.constant('wish' as const), who }),
  fc.record({
    kind: fc.constant('save' as const),
    who,
    records: fc.constantFrom(0, 1, 120, 120),
    state: fc.constantFrom('run' as const, 'none' as const, 'as it is' as const),
  }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(1, 60, 181, 181, 181) }),
  fc.record({ kind: fc.constant('arrive' as const) }),
);
const fault: fc.Arbitrary<TableFault> = fc.constantFrom('pass', 'pass', 'refuse', 'lose', 'late');

it('however writers and a bad network meet, only the last that took the fleet writes, and what it wrote stays', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
      fc.array(fault, { minLength: 40, maxLength: 120, size: 'max' }),
      async (steps, faults) => {
        let time = START;
        const memory = memoryTable(() => time);
        const network = unreliable(memory, faults);
        // A machine's own clock counts for nothing: each has another one.
        const stores = [0, 1, 2].map((each) =>
          createStore({
            table: 'auto-update',
            access: {},
            retrying,
            clocks: { wall: () => time + (each - 1) * 3_600_000, steady: () => time },
            open: async () => network.table,
          }),
        );
        const hands: (Taken | undefined)[] = [];
        let owner: { readonly who: number; readonly taken: Taken; readonly until: number } | undefined;
        let [ticked, wishes, written, active] = [0, 0, 0, false];
        const records = new Map<string, number>();

        for (const each of steps) {
          if (each.kind === 'pass') time += each.seconds * 1_000;
          else if (each.kind === 'arrive') await network.arrive();
          else if (each.kind === 'take') {
            const isFree = owner === undefined || owner.until <= time;
            const taken = await stores[each.who]?.take(FLEET, ALWAYS);
            expect(taken !== undefined).toBe(isFree);
            if (taken === undefined) continue;
            hands[each.who] = taken;
            owner = { who: each.who, taken, until: time + LEASE };
            expect(taken.state.ticked).toBe(ticked);
          } else if (each.kind === 'release') {
            await hands[each.who]?.release(ALWAYS);
            if (owner !== undefined && hands[each.who] === owner.taken) owner = { ...owner, until: 0 };
          } else if (each.kind === 'wish') {
            await stores[each.who]?.wish(
              FLEET,
              (control) => ({ ...control, start: { at: (control.start?.at ?? 0) + 1, by: 'alice' } }),
              ALWAYS,
            );
            wishes += 1;
          } else {
            const hand = hands[each.who];
            if (hand === undefined) continue;
            written += 1;
            const next = written;
            const run = each.state === 'run' ? { run: runOf(FLEET) } : {};
            const state = each.state === 'as it is' ? undefined : stateWith({ ticked: next, ...run });
            const changed = Array.from({ length: each.records }, (_, at) =>
              recordWith(`i-${at}`, { since: next }),
            );
            expect(await hand.save({ state, records: changed }, ALWAYS)).toBe(hand === owner?.taken);
            if (hand !== owner?.taken) continue;
            if (state !== undefined) [ticked, active] = [next, each.state === 'run'];
            for (const { id } of changed) records.set(id, next);
          }
        }
        await network.arrive();
        const [store] = stores;
        const looked = await store?.look(FLEET, ALWAYS);
        expect(looked?.state.ticked).toBe(ticked);
        expect(looked?.control.start?.at ?? 0).toBe(wishes);
        expect(new Map(Object.values(looked?.records ?? {}).map(({ id, since }) => [id, since]))).toEqual(
          records,
        );
        expect(await store?.active(ALWAYS)).toEqual(active ? [FLEET] : []);
      },
    ),
    { numRuns: RUNS },
  );
});
