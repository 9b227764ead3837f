import { expect, it } from 'vitest';
import { keptFor, type SeenChange } from '../../src/alarm-memory.ts';
import { remarksOn } from '../../src/ingest/remarks.ts';

const PLAIN: SeenChange = { key: 'k', at: 0, seen: 0, mark: 'plain' };
const RULE = { changes: 6, within: 1_800, steady: 600 };

it.each<[name: string, change: SeenChange, remarks: readonly RegExp[]]>([
  ['nothing', PLAIN, []],
  ['muted', { ...PLAIN, kept: { chat: 'muted' } }, [/muted/]],
  ['quiet', { ...PLAIN, kept: { chat: 'quiet' } }, [/quiet/]],
  ['quiet elsewhere', { ...PLAIN, kept: { mail: 'quiet' } }, []],
  ['flapping', { ...PLAIN, mark: 'began', count: 6 }, [/6 changes within 30 minutes.*steady for 10 minutes/]],
  ['steady', { ...PLAIN, mark: 'steady', count: 0 }, [/^Steady for 10 minutes\.$/]],
  [
    'steady after one',
    { ...PLAIN, mark: 'steady', count: 1 },
    [/^Steady for 10 minutes; 1 change was not told\.$/],
  ],
  ['steady after more', { ...PLAIN, mark: 'steady', count: 7 }, [/; 7 changes were not told\.$/]],
  ['some were not told', { ...PLAIN, count: 2 }, [/^2 changes were not told/]],
  ['all were told', { ...PLAIN, count: 0 }, []],
  [
    'several',
    { ...PLAIN, mark: 'steady', count: 2, kept: { chat: 'quiet' } },
    [/quiet/, /2 changes were not told/],
  ],
])('%s', (_name, change, remarks) => {
  const found = remarksOn(change, { kept: keptFor(change, 'chat'), rule: RULE });
  expect(found).toHaveLength(remarks.length);
  for (const [index, remark] of remarks.entries()) expect(found[index]).toMatch(remark);
});

it.each([
  [90, '90 seconds'],
  [60, 'a minute'],
  [120, '2 minutes'],
])('%d seconds are %s', (seconds, text) => {
  const rule = { ...RULE, steady: seconds };
  const [remark] = remarksOn({ ...PLAIN, mark: 'steady' }, { rule });
  expect(remark).toBe(`Steady for ${text}.`);
});

it('where nothing flaps any more nothing is said of it', () => {
  expect(remarksOn({ ...PLAIN, mark: 'began', count: 6 }, { rule: false })).toEqual([]);
});
