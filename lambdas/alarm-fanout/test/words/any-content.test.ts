import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestEntryOf } from '../../src/words/digest-entry.ts';
import { say } from '../../src/words/say.ts';
import { RUNS } from '../runs.ts';
import { anyAlarm, anyNotice } from './any-content.ts';

// oxlint-disable-next-line no-control-regex -- none of them may be there
const UNSEEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;

it('says anything within the limits that a saying has, and in texts that may be shown', () => {
  fc.assert(
    fc.property(fc.oneof(anyAlarm, anyNotice), (content) => {
      const saying = say(content);
      const { headline, summary, reason = '', description = '', facts, lists, remarks } = saying;
      const lines = [headline, summary, ...remarks, ...facts.flatMap(({ name, value }) => [name, value])];
      const texts = [...lines, reason, description, ...lists.flatMap((list) => list.lines)];
      expect(headline.length).toBeLessThanOrEqual(200);
      expect(summary.length).toBeLessThanOrEqual(300);
      expect(reason.length).toBeLessThanOrEqual(8_000);
      expect(lines.filter((line) => line.includes('\n'))).toStrictEqual([]);
      expect(texts.filter((text) => UNSEEN.test(text) || !text.isWellFormed())).toStrictEqual([]);
      expect(facts.filter(({ value }) => value === '')).toStrictEqual([]);
    }),
    { numRuns: RUNS },
  );
});

it('makes one line of anything for a digest', () => {
  fc.assert(
    fc.property(fc.oneof(anyAlarm, anyNotice), (content) => {
      const { title, summary, place, state } = digestEntryOf(content, 'key');
      expect(summary.length).toBeLessThanOrEqual(150);
      expect([title, summary, place, state].filter((text) => /\n/u.test(text))).toStrictEqual([]);
      expect(title.length).toBeLessThanOrEqual(300);
    }),
    { numRuns: RUNS },
  );
});
