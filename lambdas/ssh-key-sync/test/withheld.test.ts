import { describe, expect, it } from 'vitest';
import type { Evidence } from '../src/evidence.ts';
import { configOf } from './support/plan-config.ts';
import { event, failed, keys, members } from './support/plan-evidence.ts';
import { createPlanWorld } from './support/plan-world.ts';

type Run = readonly [seconds: number, ...evidence: readonly Evidence[]];

const BEGIN: Run = [0, members(0, 'dev', 'alice'), members(0, 'ops'), keys(0, 'alice', 1)];
const HAD = ['alice APKA1'];

it('what a read shows is given, though an event alone says more of the same user', () => {
  const host = { document: 'ssh-keys' };
  const world = createPlanWorld(
    configOf({
      hosts: {
        'dev-app': { ...host, tags: { stage: 'dev' }, login: ['dev', 'all'], sudo: ['ops'] },
        'prod-app': { ...host, tags: { stage: 'prod' }, login: ['ops'] },
      },
    }),
  );
  const others = [members(0, 'all', 'bob'), members(0, 'ops', 'bob'), keys(0, 'bob', 2)];
  world.run(0, members(0, 'dev', 'alice', 'bob'), ...others, keys(0, 'alice', 1));
  world.run(71, members(70, 'dev', 'bob'));
  const { losses, gains, state } = world.run(
    141,
    members(140, 'dev', 'bob'),
    members(140, 'all', 'alice', 'bob'),
    event(135, 'joined', 'alice', 'ops'),
  );
  expect([losses, gains]).toEqual([[], []]);
  expect(world.access()).toEqual(['alice APKA1', 'bob+ APKA2']);
  expect(state.users['AIDAALICE']?.groups['own:ops']?.withheld).toBe('all');
});

describe('new access does not rest on what is in doubt', () => {
  it.each<{ name: string; runs: readonly Run[]; expected: readonly (readonly string[])[] }>([
    {
      name: 'a new key waits while the membership has been missed, and comes with it',
      runs: [
        [70, members(70, 'dev')],
        [75, keys(75, 'alice', 1, 2)],
        [135, members(133, 'dev', 'alice')],
      ],
      expected: [HAD, HAD, ['alice APKA1 APKA2']],
    },
    {
      name: 'a new key waits while the membership is to be taken away',
      runs: [
        [70, event(69, 'left', 'alice', 'dev'), failed(70, 'ops')],
        [75, keys(75, 'alice', 1, 2), failed(75, 'ops')],
        [80],
      ],
      expected: [HAD, HAD, []],
    },
    {
      name: 'what begins and ends in one run is never given, though a read failed',
      runs: [[70, keys(65, 'alice', 1, 2), event(68, 'key-ended', 'alice', 2), failed(70, 'ops')]],
      expected: [HAD],
    },
  ])('$name', ({ runs, expected }) => {
    const world = createPlanWorld();
    const seen = [BEGIN, ...runs].map(([seconds, ...evidence]) => {
      world.run(seconds, ...evidence);
      return world.access();
    });
    expect(seen).toEqual([HAD, ...expected]);
  });
});
