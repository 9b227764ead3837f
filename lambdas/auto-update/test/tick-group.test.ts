import { expect, it } from 'vitest';
import { newRun } from '../src/group/begin.ts';
import { EMPTY_STATE } from '../src/state.ts';
import { tickGroup } from '../src/tick-group.ts';
import { groupOf } from './group/views.ts';
import { NOW, workScene } from './support/fleet-work.ts';
import { NEW, refreshFleet } from './support/group-world.ts';
import { scriptedCalls } from './support/scripted-calls.ts';

it('counts hosts that are gone, and were not replaced, as failed', async () => {
  const following = refreshFleet();
  const { work } = workScene({});
  const group = groupOf(3);
  const input = {
    ...work,
    environment: 'dev',
    following,
    group,
    state: EMPTY_STATE,
    control: { format: 1 },
  } as const;
  const image = { id: NEW, architecture: 'x86_64', created: NOW };
  const run = newRun(input, group, { image, isThere: false });
  const { calls } = scriptedCalls({ describeAutoScalingGroups: async () => ({ AutoScalingGroups: [] }) });
  const taken = { ...work.taken, state: { ...EMPTY_STATE, run } };
  expect(await tickGroup(following, { ...work, calls, taken, promotions: undefined })).toMatchObject({
    outcome: 'ticked',
    report: { outcome: 'stopped' },
    patched: 0,
    failed: 3,
  });
});
