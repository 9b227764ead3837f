import fc from 'fast-check';
import type { Alarm } from '../../src/alarm.ts';
import type { AlarmContent, DigestContent, NoticeContent } from '../../src/content.ts';
import { digestEntryOf } from '../../src/words/digest-entry.ts';
import { alarmContent, noticeContent } from './contents.ts';

/** What would be markup, a mention or a link somewhere. */
const MARKUP = [
  '<!here>',
  '<!channel|all>',
  '@channel',
  '<@U012AB3CD>',
  '<#C012AB3CD>',
  '<https://evil.example|ok>',
  'https://evil.example/a?b=c&d',
  'www.evil.example',
  '[ok](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '<at>all</at>',
  '*bold* _it_ ~no~ `code`',
  '```\n',
  '**x** __y__ ~~z~~',
  '&amp;&lt;!here&gt;',
  ':fire:',
  '# heading\n',
  '1. one\n- two\n',
  '> quote\n',
  '<script>alert(1)</script>',
  '{{DATE(2025-11-21T02:14:07Z)}}',
  '${name}',
  '\r\nBcc: a@example.com',
  '\u202Egnp.exe',
  '\uD800',
  '👨‍👩‍👧',
  `e${'\u0301'.repeat(100)}`,
];

/** Texts of any kind: Unicode, markup, up to `most` characters. */
export function anyText(most: number): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...MARKUP),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ maxLength: 20 }),
  );
  const short = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const long = fc
    .tuple(piece, fc.nat(most))
    .map(([text, length]) => text.repeat(Math.ceil(length / (text.length || 1))));
  return fc.oneof({ arbitrary: short, weight: 4 }, long).map((text) => text.slice(0, most));
}

const pairsOf = fc.dictionary(anyText(100), anyText(300), { maxKeys: 30 });
const state = fc.oneof(fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA'), anyText(60));
const severity = fc.constantFrom('critical', 'error', 'warning', 'info');

/** Alarms whose texts are anything, and of any length. */
export const anyAlarm: fc.Arbitrary<AlarmContent> = fc
  .record({
    kind: fc.constantFrom<Alarm['kind'][]>(
      'metric',
      'math',
      'anomaly',
      'insights',
      'composite',
      'log',
      'unknown',
    ),
    name: anyText(255),
    accountName: fc.option(anyText(100), { nil: undefined }),
    region: anyText(30),
    description: fc.option(anyText(1_024), { nil: undefined }),
    state,
    reason: anyText(9_000),
    severity,
    tags: pairsOf,
    contributor: fc.option(fc.record({ id: anyText(100), attributes: pairsOf }), { nil: undefined }),
    metrics: fc.array(
      fc.record({
        id: anyText(10),
        returnData: fc.boolean(),
        expression: fc.option(anyText(1_000), { nil: undefined }),
        name: fc.option(anyText(255), { nil: undefined }),
        dimensions: pairsOf,
        unit: fc.option(anyText(10), { nil: undefined }),
      }),
      { maxLength: 100 },
    ),
    datapoints: fc.array(fc.record({ value: fc.double() }), { maxLength: 10 }),
    composite: fc.option(
      fc.record({
        rule: anyText(10_000),
        children: fc.array(
          fc.record({ arn: anyText(300), name: anyText(255), state, isTrigger: fc.boolean() }),
          {
            maxLength: 100,
          },
        ),
        suppression: fc.record({ by: anyText(30), reason: anyText(300), suppressor: anyText(300) }),
      }),
      { nil: undefined },
    ),
    log: fc.option(
      fc.record({
        query: anyText(5_000),
        logGroups: fc.array(anyText(500), { maxLength: 10 }),
        lines: fc.array(anyText(2_000), { maxLength: 50 }),
      }),
      { nil: undefined },
    ),
    raw: fc.option(anyText(4_096), { nil: undefined }),
    links: fc.record({
      console: fc.webUrl({ validSchemes: ['https'] }),
      runbook: fc.option(
        fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }),
        { nil: undefined },
      ),
      dashboard: fc.option(
        fc.nat(5_000).map((length) => `https://example.com/${'d'.repeat(length)}`),
        {
          nil: undefined,
        },
      ),
    }),
  })
  .chain((changes) =>
    fc
      .record({
        remarks: fc.array(anyText(300), { maxLength: 4 }),
        graphUrl: fc.option(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), {
          nil: undefined,
        }),
      })
      .map((rest) => alarmContent(changes, rest)),
  );

/** Notices whose texts are anything. */
export const anyNotice: fc.Arbitrary<NoticeContent> = fc
  .record({
    title: anyText(200),
    text: fc.option(anyText(8_000), { nil: undefined }),
    severity,
    status: fc.constantFrom('event', 'start', 'progress', 'end'),
    percent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    facts: pairsOf,
    source: anyText(100),
    link: fc.option(fc.webUrl({ validSchemes: ['https'] }), { nil: undefined }),
  })
  .map(noticeContent);

/** Digests of up to 120 entries. */
export const anyDigest: fc.Arbitrary<DigestContent> = fc
  .tuple(fc.oneof(anyAlarm, anyNotice), fc.integer({ min: 1, max: 120 }))
  .map(([content, count]) => ({
    type: 'digest',
    entries: Array.from({ length: count }, (_, index) => digestEntryOf(content, `key-${index}`)),
  }));
