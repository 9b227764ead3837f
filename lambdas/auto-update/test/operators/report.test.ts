import { expect, test } from 'vitest';
import { reportCommand } from '../../src/operators/report.ts';
import type { RunReport } from '../../src/plan-types.ts';
import { printedBy } from './support/run-command.ts';
import { NOW, worldOf } from './support/world.ts';

const report = (run: string, fleet: string): RunReport => ({
  format: 1,
  run,
  environment: 'prod',
  fleet,
  mode: 'ecs',
  began: NOW,
  ended: NOW,
  outcome: 'done',
  release: 'the newest packages',
  hosts: [],
});
const REPORTS = [
  report('web-20261122T030000Z', 'web'),
  report('web-20261121T030000Z', 'web'),
  report('jobs-20261120T030000Z', 'jobs'),
  report('old-fleet-20261101T030000Z', 'old-fleet'),
];

/** The ids of the runs whose reports are printed. */
async function runsIn(options: object): Promise<readonly string[]> {
  const text = await printedBy(reportCommand(worldOf({ reports: REPORTS })), { ...options });
  return [...text.matchAll(/^(\S+): done$/gmu)].map(([, run = '']) => run);
}

test.each<[name: string, options: object, runs: readonly string[]]>([
  ['the last of each fleet', {}, ['web-20261122T030000Z', 'jobs-20261120T030000Z']],
  ['several of a fleet', { fleet: ['web'], last: 5 }, ['web-20261122T030000Z', 'web-20261121T030000Z']],
  ['one by its id', { run: 'web-20261121T030000Z' }, ['web-20261121T030000Z']],
  ['one of a fleet of the past', { run: 'old-fleet-20261101T030000Z' }, ['old-fleet-20261101T030000Z']],
])('%s', async (_, options, runs) => {
  expect(await runsIn(options)).toEqual(runs);
});

test.each<[name: string, options: object, code: string]>([
  ['a run that is not there', { run: 'web-20261120T030000Z' }, 'NOT_FOUND'],
  ['no id of a run', { run: 'web' }, 'USAGE'],
  ['no number', { last: Number.NaN }, 'USAGE'],
  ['none', { last: 0 }, 'USAGE'],
  ['too many', { last: 101 }, 'USAGE'],
])('%s', async (_, options, code) => {
  await expect(runsIn(options)).rejects.toMatchObject({ code });
});

test('before any run has ended', async () => {
  expect(await printedBy(reportCommand(worldOf()))).toBe('no run has ended yet');
});

test('as JSON', async () => {
  const world = worldOf({ reports: REPORTS });
  const json: unknown = JSON.parse(await printedBy(reportCommand(world), { fleet: ['jobs'], json: true }));
  expect(json).toEqual([REPORTS[2]]);
});
