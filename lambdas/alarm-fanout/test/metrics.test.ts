import type { Metrics } from '@aws-lambda-powertools/metrics';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { noLog } from '../src/deliver/lane.ts';
import { recordDeliver, recordPossibleDoubles } from '../src/record-deliver.ts';
import { recordIngest } from '../src/record-ingest.ts';

/** The metrics of README.md, by handler. */
async function documented(handler: 'ingest' | 'deliver'): Promise<readonly string[]> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('\n## Metrics\n');
  const [own = ''] = section.split('\n## ');
  const [, table = ''] = own.split(`Of \`${handler}\`, a run:`);
  const rows = table.split('\nOf `')[0]?.split('\n') ?? [];
  const names = rows.filter((row) => row.startsWith('| `')).map((row) => row.split('|')[1] ?? '');
  const [both = ''] = own.split('Both have').slice(1);
  return [...names, both]
    .flatMap((text) => [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
    .toSorted();
}

/** The metrics that are written, with the one that is the shell's own. */
function recorded(record: (metrics: Metrics) => void): readonly string[] {
  const names = new Set(['FailedInvocations']);
  const metrics = {
    addMetric: (name: string) => {
      names.add(name);
      return metrics;
    },
    addDimension: () => metrics,
    singleMetric: () => metrics,
  };
  record(metrics as unknown as Metrics);
  return [...names].toSorted();
}

const NOTHING = { outcomes: new Map(), decisions: [], foreign: 0, ignored: 0, failed: 0, oldestAge: 1 };

it('of ingest are those that README.md lists', async () => {
  const written = recorded((metrics) =>
    recordIngest({ ...NOTHING, graphs: { drawn: 0, failed: 0 } }, metrics),
  );
  expect(written).toEqual(await documented('ingest'));
});

it('of deliver are those that README.md lists', async () => {
  const lanes = [{ ...noLog(), destination: 'chat', ages: [1] }];
  const written = recorded((metrics) => {
    recordDeliver({ outcomes: new Map(), lanes, foreign: [] }, metrics);
    recordPossibleDoubles('chat', 1, metrics);
  });
  expect(written).toEqual(await documented('deliver'));
});
