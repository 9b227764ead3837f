import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmMetric } from '../src/alarm.ts';
import { linksOf } from '../src/links.ts';
import type { AlarmEvent } from '../src/told.ts';
import { RUNS } from './runs.ts';

const TAGS = { runbook: 'runbook', dashboard: 'dashboard' };
const METRIC: AlarmMetric = {
  id: 'm1',
  returnData: true,
  namespace: 'AWS/EC2',
  name: 'CPUUtilization',
  dimensions: { InstanceId: 'i-1' },
  stat: 'Average',
  period: 60,
};
const ALARM: AlarmEvent = {
  kind: 'metric',
  via: 'sns',
  arn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:cpu',
  name: 'cpu',
  account: '111122223333',
  region: 'eu-central-1',
  state: 'ALARM',
  at: '2026-11-21T03:00:00.000Z',
  reason: '',
  metrics: [METRIC],
  condition: { operator: 'GreaterThanThreshold', threshold: 80 },
  datapoints: [],
  tags: {},
  mutedBy: [],
};

function links(parts: Partial<AlarmEvent>) {
  return linksOf({ ...ALARM, ...parts }, TAGS);
}

/** What the console makes of a name in its fragment. */
function nameIn(link: string): string {
  const fragment = new URL(link).hash.replace(/^#alarmsV2:alarm\//, '');
  return decodeURIComponent(fragment.replaceAll('$', '%'));
}

describe('the console', () => {
  it.each<[region: string, link: string]>([
    [
      'eu-central-1',
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/cpu',
    ],
    [
      'cn-north-1',
      'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#alarmsV2:alarm/cpu',
    ],
    [
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#alarmsV2:alarm/cpu',
    ],
    [
      'eusc-de-east-1',
      'https://eusc-de-east-1.console.amazonaws-eusc.eu/cloudwatch/home?region=eusc-de-east-1#alarmsV2:alarm/cpu',
    ],
    ['unknown', 'https://console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/cpu'],
    ['x/../@evil.example.com', 'https://console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/cpu'],
  ])('of %s', (region, link) => {
    expect(links({ region }).console).toBe(link);
  });

  it.each<[name: string, written: string]>([
    ['ecs/service/up', 'ecs$2Fservice$2Fup'],
    ['5xx > 3 %', '5xx$20$3E$203$20$25'],
    ['a$b', 'a$24b'],
    ['(x)', '$28x$29'],
    ['<!here> *bold* `x` [y](z)', '$3C$21here$3E$20$2Abold$2A$20$60x$60$20$5By$5D$28z$29'],
    ['größer', 'gr$C3$B6$C3$9Fer'],
  ])('a name: %s', (name, written) => {
    const { console: link } = links({ name });
    expect(link).toMatch(new RegExp(`#alarmsV2:alarm/${written.replaceAll('$', '\\$')}$`));
    expect(nameIn(link)).toBe(name);
  });

  it('any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const { console: link } = links({ name });
        expect(link).toMatch(/^https:\/\/[a-z0-9.-]+\/cloudwatch\/home\?region=eu-central-1#[\w:/$.-]+$/);
        expect(nameIn(link)).toBe(name.toWellFormed());
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the runbook', () => {
  const url = 'https://runbooks.example.com/cpu?step=1#now';
  it.each<[name: string, parts: Partial<AlarmEvent>, link: string | undefined]>([
    ['a tag', { tags: { runbook: 'https://runbooks.example.com/tag' } }, 'https://runbooks.example.com/tag'],
    [
      'a tag before a description',
      { tags: { runbook: url }, description: 'runbook: https://x.example.com' },
      url,
    ],
    ['no URL in the tag', { tags: { runbook: 'yes' }, description: `runbook: ${url}` }, url],
    ['a description', { description: `CPU is high.\nRunbook: ${url}\nOwner: ops` }, url],
    ['in angle brackets', { description: `Runbook: <${url}>.` }, url],
    ['with a full stop', { description: `See the runbook ${url}.` }, url],
    ['in brackets', { description: `(RUNBOOK=${url})` }, url],
    ['the first of two', { description: `runbook: ${url} runbook: https://x.example.com` }, url],
    ['another link', { description: `wiki: ${url}` }, undefined],
    ['http', { description: 'runbook: http://runbooks.example.com' }, undefined],
    ['a script', { tags: { runbook: 'javascript:alert(1)' } }, undefined],
    ['credentials', { tags: { runbook: 'https://slack.com@evil.example.com/' } }, undefined],
    ['none', {}, undefined],
  ])('%s', (_name, parts, link) => {
    expect(links(parts).runbook).toBe(link);
  });

  it('cannot break out of where it is put', () => {
    const { runbook } = links({ tags: { runbook: 'https://x.example.com/"><script>|x' } });
    expect(runbook).not.toMatch(/["<>\s]/);
  });
});

describe('the dashboard', () => {
  it.each<[value: string | undefined, link: string | undefined]>([
    ['https://grafana.example.com/d/1', 'https://grafana.example.com/d/1'],
    [
      'checkout_v2',
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/checkout_v2',
    ],
    ['http://grafana.example.com', undefined],
    ['two words', undefined],
    [undefined, undefined],
  ])('%s', (value, link) => {
    expect(links(value === undefined ? {} : { tags: { dashboard: value } }).dashboard).toBe(link);
  });
});

describe('the metrics', () => {
  function graphOf(parts: Partial<AlarmEvent>): Record<string, unknown> {
    const { hash, pathname } = new URL(links(parts).metrics ?? '');
    expect(pathname).toBe('/cloudwatch/deeplink.js');
    return JSON.parse(decodeURIComponent(hash.replace('#metricsV2:graph=', ''))) as Record<string, unknown>;
  }

  it('of one metric, with its threshold', () => {
    expect(graphOf({})).toEqual({
      view: 'timeSeries',
      stacked: false,
      region: 'eu-central-1',
      start: '2026-11-21T00:00:00.000Z',
      end: '2026-11-21T03:30:00.000Z',
      metrics: [
        ['AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-1', { stat: 'Average', period: 60, id: 'm1' }],
      ],
      annotations: { horizontal: [{ label: 'Threshold', value: 80 }] },
    });
  });

  it('of math, a band and another account', () => {
    const metrics: readonly AlarmMetric[] = [
      { id: 'e1', expression: 'm1 * 2', label: 'Twice', returnData: true, dimensions: {} },
      { ...METRIC, returnData: false, account: '444455556666' },
      { id: 'ad1', expression: 'ANOMALY_DETECTION_BAND(m1, 2)', returnData: false, dimensions: {} },
    ];
    expect(graphOf({ metrics, condition: undefined })).toMatchObject({
      metrics: [
        [{ expression: 'm1 * 2', label: 'Twice', id: 'e1' }],
        [
          'AWS/EC2',
          'CPUUtilization',
          'InstanceId',
          'i-1',
          { id: 'm1', visible: false, accountId: '444455556666' },
        ],
        [{ expression: 'ANOMALY_DETECTION_BAND(m1, 2)', id: 'ad1' }],
      ],
    });
  });

  it('the id that an alarm of one metric has is not told', () => {
    const graph = graphOf({ metrics: [{ ...METRIC, id: '30b6c6b2-a864-43a2-4877-c09a1afc3b87' }] });
    expect(JSON.stringify(graph)).not.toContain('30b6c6b2');
  });

  it('of a day, around more time', () => {
    expect(graphOf({ metrics: [{ ...METRIC, period: 86_400 }] })).toMatchObject({
      start: '2026-11-07T03:00:00.000Z',
    });
  });

  it('too many, or none', () => {
    const metrics = Array.from({ length: 100 }, (_, index) => ({ ...METRIC, id: `m${index}` }));
    expect(links({ metrics }).metrics).toBeUndefined();
    expect(links({ metrics: [], kind: 'composite' }).metrics).toBeUndefined();
  });
});

describe('the log query', () => {
  it('of groups of the same account by name', () => {
    const log = {
      query: 'filter a = "ü\u20ac"',
      logGroups: [
        '/ecs/a',
        'arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/b:*',
        'arn:aws:logs:eu-central-1:444455556666:log-group:/c',
      ],
      lines: [],
    };
    const { metrics } = links({ kind: 'log', metrics: [], log });
    const { hash } = new URL(metrics ?? '');
    expect(decodeURIComponent(hash)).toBe(
      "#logsV2:logs-insights?queryDetail=~(end~'2026-11-21T03*3a30*3a00.000Z~start~'2026-11-21T00*3a00*3a00.000Z~timeType~'ABSOLUTE~tz~'UTC~editorString~'filter*20a*20*3d*20*22*fc**20ac*22~source~(~'*2fecs*2fa~'*2fecs*2fb~'arn*3aaws*3alogs*3aeu-central-1*3a444455556666*3alog-group*3a*2fc))",
    );
    expect(hash).not.toMatch(/[()']/);
  });

  it('too long, or not known', () => {
    const long = { query: 'x'.repeat(3000), logGroups: [], lines: [] };
    expect(links({ kind: 'log', metrics: [], log: long }).metrics).toBeUndefined();
    expect(links({ kind: 'log', metrics: [], log: { logGroups: [], lines: [] } }).metrics).toBeUndefined();
  });
});
