import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isOfUpdater } from '../../src/aws/gates/is-of-updater.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, TABLE = ''] = /^## Metrics\n(.*?)^## /ms.exec(README) ?? [];
const METRICS = TABLE.split('\n').flatMap((line) => {
  const [, names = ''] = /^\| (`.+?`) \|/.exec(line) ?? [];
  return [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
});
const BEHIND = { Namespace: 'Kmscrypt', MetricName: 'HostsBehind30Days' };

it('each metric of the README is one of an updater, but for one that another Lambda has', () => {
  const others = METRICS.filter((MetricName) => !isOfUpdater({ Namespace: 'Kmscrypt', MetricName }));
  expect(METRICS.length).toBeGreaterThan(15);
  expect(others).toEqual(['HostsFailed']);
});

it.each([
  ['a metric of another Lambda', { ...BEHIND, MetricName: 'HostsBehind' }, false],
  ['one of the same name elsewhere', { ...BEHIND, Namespace: 'Web' }, false],
  ['none at all, as composite alarms', {}, false],
  [
    'a formula with one',
    {
      Metrics: [
        { Id: 'a', Expression: 'FILL(m, 0)' },
        { Id: 'm', MetricStat: statOf(BEHIND) },
      ],
    },
    true,
  ],
  [
    'a formula without',
    { Metrics: [{ Id: 'm', MetricStat: statOf({ ...BEHIND, Namespace: 'Web' }) }] },
    false,
  ],
])('%s: %j', (_name, alarm, expected) => {
  expect(isOfUpdater(alarm)).toBe(expected);
});

function statOf(Metric: typeof BEHIND): { Metric: typeof BEHIND; Period: number; Stat: string } {
  return { Metric, Period: 300, Stat: 'Maximum' };
}
