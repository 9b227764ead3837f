import * as z from '@kmscrypt/lambda/schema';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, policyOf } from '../src/config/policy.ts';
import { configSchema, fleetsOf } from '../src/config.ts';

const BASE = {
  environment: 'prod',
  table: 'auto-update',
  document: 'kmscrypt-auto-update',
  fleets: {
    jobs: { mode: 'in-place', tags: { role: 'jobs' } },
    web: { mode: 'ecs', cluster: 'web' },
    api: { mode: 'refresh', group: 'api', image: '/aws/service/ami-amazon-linux-latest/al2023' },
  },
} as const;

/** Paths of all problems, with their words. */
function problemsOf(config: unknown): readonly string[] {
  const { error } = z.safeParse(configSchema, config);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a config gets all defaults but those of policies', () => {
  expect(z.parse(configSchema, BASE)).toEqual({
    ...BASE,
    fleets: {
      jobs: { ...BASE.fleets.jobs, targetGroups: [], services: [] },
      web: { ...BASE.fleets.web, nonServiceTasks: 'wait', services: [] },
      api: { ...BASE.fleets.api, warmupSeconds: 300 },
    },
  });
});

test('promotions are quiet for three days by default', () => {
  const { promotion } = z.parse(configSchema, { ...BASE, promotion: { table: 'promotions' } });
  expect(promotion).toEqual({ table: 'promotions', quietDays: 3 });
});

describe('policies', () => {
  test('of a fleet stand before that of the config, this before the defaults; each field as a whole', () => {
    const config = z.parse(configSchema, {
      ...BASE,
      policy: { minHealthy: '80%', canary: { hosts: 2, soakMinutes: 5 }, exclude: { a: 'b' } },
      fleets: { ...BASE.fleets, web: { ...BASE.fleets.web, policy: { minHealthy: 3 } } },
    });
    const [jobs, web] = fleetsOf(config);
    const common = { ...DEFAULTS, canary: { hosts: 2, soakMinutes: 5 }, exclude: { a: 'b' } };
    expect(jobs).toMatchObject({ name: 'jobs', mode: 'in-place', policy: { ...common, minHealthy: '80%' } });
    expect(web).toMatchObject({ name: 'web', cluster: 'web', policy: { ...common, minHealthy: 3 } });
    expect(jobs?.policy.exclude).toEqual({ a: 'b' });
  });

  test('what is not written is left to what was before it', () => {
    expect(policyOf({ stopAfter: 5 }, { stopAfter: undefined }, undefined)).toEqual({
      ...DEFAULTS,
      stopAfter: 5,
    });
  });

  test('the defaults are a policy themselves', () => {
    expect(problemsOf({ ...BASE, policy: DEFAULTS })).toEqual([]);
  });
});

const withPolicy = (policy: object): object => ({ ...BASE, policy });
const fleet = (more: object): object => ({ ...BASE, fleets: { one: more } });
const inPlace = (more: object): object => fleet({ ...BASE.fleets.jobs, ...more });
const refresh = (more: object): object => fleet({ ...BASE.fleets.api, ...more });
const promotion = (more: object): object => ({ ...BASE, promotion: { table: 'promotions', ...more } });
const targetGroup = (region: string): string =>
  `arn:aws:elasticloadbalancing:${region}:111122223333:targetgroup/jobs/0123456789abcdef`;
const window = (more: object): object => withPolicy({ windows: [{ hours: '02:00-05:00', ...more }] });

test('each part of a canary has a default', () => {
  for (const canary of [{}, { hosts: 1 }, { soakMinutes: 30 }]) {
    const [jobs] = fleetsOf(z.parse(configSchema, withPolicy({ canary })));
    expect(jobs?.policy.canary).toEqual({ hosts: 1, soakMinutes: 30 });
  }
});

describe('what fits', () => {
  test.each<[name: string, config: object]>([
    ['shares and counts', withPolicy({ maxUnavailable: '100%', minHealthy: 0 })],
    [
      'a share of 1 %, of which one host is the least',
      withPolicy({ maxUnavailable: '1%', minHealthy: '0%' }),
    ],
    ['no canary', withPolicy({ canary: { hosts: 0, soakMinutes: 0 } })],
    ['hours into the next day', window({ hours: '22:00-02:00', days: ['fri'], timezone: 'Europe/Berlin' })],
    [
      'five tags, some with several values',
      inPlace({ tags: { a: ['1', '2'], b: 'x', c: 'x', d: 'x', e: 'x' } }),
    ],
    ['a template of systemd', inPlace({ services: ['app@1.service', 'nginx'] })],
    [
      'a target group of another partition',
      inPlace({
        targetGroups: [
          'arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/jobs/0123456789abcdef',
        ],
      }),
    ],
    ['the parameter of the image in force', refresh({ current: '/acme/prod/image', warmupSeconds: 0 })],
    ['a role with its external id', promotion({ role: 'arn:aws:iam::333333333333:role/p', externalId: 'x' })],
    ['alarms by pattern and by tag', withPolicy({ alarms: { names: ['prod-*'], tags: { app: 'web' } } })],
  ])('%s', (_, config) => {
    expect(problemsOf(config)).toEqual([]);
  });
});

describe('what does not fit is told with its path', () => {
  test.each<[name: string, config: unknown, problems: readonly string[]]>([
    [
      'nothing at all',
      {},
      ['environment: is missing', 'table: is missing', 'document: is missing', 'fleets: is missing'],
    ],
    [
      'a field that is none',
      { ...BASE, tabel: 't' },
      [': has a key that is not known: tabel (did you mean table?)'],
    ],
    [
      'the name of a fleet',
      { ...BASE, fleets: { 'a b': BASE.fleets.jobs } },
      ['fleets.a b: is not 1 to 40 characters of a-z, 0-9 and -, a letter first'],
    ],
    [
      'a table that is none',
      { ...BASE, table: 't' },
      ['table: is not the name of a table: 3 to 255 of A-Z, a-z, 0-9, _, . and -'],
    ],
    [
      'a document that is none',
      { ...BASE, document: 'a/b' },
      ['document: is not the name of an SSM document'],
    ],
    ['a topic that is none', { ...BASE, topic: 'alarms' }, ['topic: is not the ARN of a topic']],
    ['a freeze that is none', { ...BASE, freeze: 'a b' }, ['freeze: is not the name of an SSM parameter']],
    ['no tags', inPlace({ tags: {} }), ['fleets.one.tags: has to have one to five tags']],
    ['a tag without values', inPlace({ tags: { a: [] } }), ['fleets.one.tags.a: is an empty list']],
    [
      'a target group by name',
      inPlace({ targetGroups: ['jobs'] }),
      ['fleets.one.targetGroups.0: is not the ARN of a target group'],
    ],
    [
      'a service with words of a shell',
      inPlace({ services: ['a; rm'] }),
      ['fleets.one.services.0: is not the name of a unit of systemd'],
    ],
    ['a cluster that is empty', fleet({ mode: 'ecs', cluster: '' }), ['fleets.one.cluster: is empty']],
    ['no image', fleet({ mode: 'refresh', group: 'g' }), ['fleets.one.image: is missing']],
    [
      'a warm-up of two hours',
      refresh({ warmupSeconds: 7_200 }),
      ['fleets.one.warmupSeconds: is not a whole number of seconds from 0 to 3600'],
    ],
    [
      'a role that is none',
      promotion({ role: 'p', externalId: 'x' }),
      ['promotion.role: is not the ARN of a role'],
    ],
    [
      'too many quiet days',
      promotion({ quietDays: 61 }),
      ['promotion.quietDays: is not a whole number of days from 0 to 60'],
    ],
    [
      'no windows',
      withPolicy({ windows: [] }),
      ['policy.windows: is an empty list, so that no window opens'],
    ],
    [
      'a window of no length',
      window({ hours: '02:00-02:00' }),
      ['policy.windows.0.hours: begins and ends at the same time; write hours such as 02:00-05:00'],
    ],
    [
      'a window without days',
      window({ days: [] }),
      ['policy.windows.0.days: is an empty list, so that the window never opens'],
    ],
    [
      'hours that are none',
      window({ hours: '24:00-25:00' }),
      ['policy.windows.0.hours: is not HH:MM-HH:MM; write hours such as 02:00-05:00'],
    ],
    [
      'a time zone that is none',
      window({ timezone: 'Berlin' }),
      ['policy.windows.0.timezone: is not the name of a time zone; write one such as Europe/Berlin, or UTC'],
    ],
    [
      'a share above all',
      withPolicy({ maxUnavailable: '101%' }),
      ['policy.maxUnavailable: is neither a number of hosts up to 5000 nor a share such as 10%'],
    ],
    [
      'half a host',
      withPolicy({ minHealthy: 0.5 }),
      ['policy.minHealthy: is neither a number of hosts up to 5000 nor a share such as 10%'],
    ],
    [
      'a count that is none',
      withPolicy({ minHealthy: true }),
      ['policy.minHealthy: is neither a number of hosts up to 5000 nor a share such as 10%'],
    ],
    ...[0, '0%'].map((maxUnavailable): [string, object, readonly string[]] => [
      `a most of ${maxUnavailable} that may be out`,
      withPolicy({ maxUnavailable }),
      ['policy.maxUnavailable: is 0: no host could ever be taken out; write 1, or pause the fleet'],
    ]),
    [
      'an empty list of alarms, and no tag',
      withPolicy({ alarms: { names: [], tags: {} } }),
      ['names', 'tags'].map(
        (key) => `policy.alarms.${key}: is empty, so that no alarm is meant; leave it out`,
      ),
    ],
    [
      'an image by its id',
      refresh({ image: 'ami-0123456789abcdef0' }),
      [
        'fleets.one.image: is the id of an image, which would never be another one; write the SSM parameter that has the newest one, such as /acme/images/web',
      ],
    ],
    [
      'a cluster by its ARN',
      fleet({ mode: 'ecs', cluster: 'arn:aws:ecs:eu-central-1:111122223333:cluster/web' }),
      ['fleets.one.cluster: is not the name of a cluster; write the name alone, such as web, and no ARN'],
    ],
    [
      'a group by its ARN',
      refresh({
        group: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:x:autoScalingGroupName/api',
      }),
      ['fleets.one.group: is not the name of an Auto Scaling group; write the name alone, and no ARN'],
    ],
    [
      'a target group twice',
      inPlace({ targetGroups: [targetGroup('eu-central-1'), targetGroup('eu-central-1')] }),
      ['fleets.one.targetGroups: names one of them twice'],
    ],
    [
      'target groups of two regions',
      inPlace({ targetGroups: [targetGroup('eu-central-1'), targetGroup('eu-west-1')] }),
      ['fleets.one.targetGroups: are of several regions; a fleet is in one'],
    ],
    [
      'a list of fleets',
      { ...BASE, fleets: [BASE.fleets.jobs] },
      ['fleets: is a list, but has to be a mapping'],
    ],
    ['an alarm without a name', withPolicy({ alarms: { names: [''] } }), ['policy.alarms.names.0: is empty']],
  ])('%s', (_, config, problems) => {
    expect(problemsOf(config)).toEqual(problems);
  });

  test.each<[name: string, config: object, told: string]>([
    [
      'a key of the policy in a fleet',
      inPlace({ maxUnavailable: 1 }),
      'fleets.one: …maxUnavailable (belongs in policy)',
    ],
    [
      'a key of a fleet in the policy',
      withPolicy({ services: ['nginx'] }),
      'policy: …services (belongs in a fleet, beside its policy)',
    ],
    ['a window at the top', { ...BASE, windows: [] }, ': …windows (belongs in policy)'],
    [
      'hours in the policy',
      withPolicy({ hours: '02:00-05:00' }),
      'policy: …hours (belongs in one of windows)',
    ],
    ['what has gone before, at the top', { ...BASE, after: 'dev' }, ': …after (belongs in promotion)'],
    [
      'target groups of a cluster',
      fleet({ ...BASE.fleets.web, targetGroups: [] }),
      'fleets.one: …targetGroups (only in mode in-place)',
    ],
    [
      'services of a group',
      refresh({ services: [] }),
      'fleets.one: …services (only in modes in-place and ecs)',
    ],
    ['a key, nearly', withPolicy({ minHealty: 1 }), 'policy: …minHealty (did you mean minHealthy?)'],
  ])('%s', (_, config, told) => {
    expect(problemsOf(config)).toEqual([told.replace('…', 'has a key that is not known: ')]);
  });

  test.each<[mode: string | undefined, told: string]>([
    ['rolling', 'is not one of in-place, ecs, refresh'],
    ['inplace', 'is not one of in-place, ecs, refresh; did you mean in-place?'],
    [undefined, 'is missing; write one of in-place, ecs, refresh'],
  ])('a mode %s', (mode, told) => {
    expect(problemsOf(fleet({ mode }))).toEqual([`fleets.one.mode: ${told}`]);
  });

  test.each([
    ['soakMinutes', 1_441],
    ['spacingMinutes', -1],
    ['drainMinutes', 0],
    ['patchMinutes', 241],
    ['rebootMinutes', 1.5],
    ['graceMinutes', '5'],
    ['stopAfter', 0],
    ['everyHours', 0],
    ['giveUpDays', 61],
    ['outage', 'always'],
    ['packages', 'some'],
    ['reboot', 'later'],
  ])('%s of %s', (field, value) => {
    expect(problemsOf(withPolicy({ [field]: value }))).toEqual([
      expect.stringMatching(new RegExp(`^policy\\.${field}: `, 'u')),
    ]);
  });

  test('several at once', () => {
    const config = { ...withPolicy({ stopAfter: 0, windows: [] }), topic: 'x' };
    expect(problemsOf(config).map((problem) => problem.split(':')[0])).toEqual([
      'topic',
      'policy.windows',
      'policy.stopAfter',
    ]);
  });
});
