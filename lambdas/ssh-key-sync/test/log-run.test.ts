import { expect, it } from 'vitest';
import type { Evidence } from '../src/evidence.ts';
import { logRun } from '../src/log-run.ts';
import type { Problem } from '../src/plan-types.ts';
import type { RunReport } from '../src/run-report.ts';
import { keptLog, type Line } from './support/store-logger.ts';
import { planOf } from './support/store-plans.ts';
import { changeOf, hostsSeen, reportOf, roundOf } from './support/store-reporting.ts';
import { stateOf } from './support/store-world.ts';

function logged(report: RunReport): readonly Line[] {
  const { logger, lines } = keptLog();
  logRun(report, logger);
  return lines;
}

const heads = (lines: readonly Line[]): readonly string[] =>
  lines.map(({ level, message }) => `${level} ${message}`);

function keysRead(user: string): Evidence {
  return { kind: 'keys', source: 'own', user, at: 0, keys: [] };
}

it('a run that does nothing is one line', () => {
  expect(logged(reportOf())).toMatchObject([
    { level: 'info', message: 'run', details: { gains: 0, losses: 0, todo: 0, wholeRead: 'never' } },
  ]);
});

it('says who gained and lost what, and why', () => {
  const rounds = [
    roundOf({ plan: planOf({ gains: [changeOf({ what: 'key', key: 'APKA1', why: 'was added' })] }) }),
    roundOf({ plan: planOf({ losses: [changeOf()] }) }),
  ];
  const lines = logged(reportOf({ rounds }));
  expect(heads(lines)).toEqual(['info gained', 'info lost', 'info run']);
  expect(lines.map(({ details }) => details)).toMatchObject([
    { user: 'AIDAALICE', login: 'alice', hostGroup: 'dev', what: 'key', key: 'APKA1', why: 'was added' },
    { name: 'alice', what: 'login', why: 'left own:dev' },
    { gains: 1, losses: 1, rounds: 2 },
  ]);
});

it('what is held back is an error, with what lets it go', () => {
  const rounds = [roundOf({ plan: planOf({ heldBack: [changeOf()] }) })];
  const lines = logged(reportOf({ rounds, state: stateOf() }));
  expect(heads(lines)).toEqual(['error held back', 'error losses wait for an approval', 'info run']);
  expect(lines[1]?.details).toEqual({
    held: 'abc',
    reason: 'cap',
    since: '1970-01-01T00:00:00.001Z',
    users: 1,
  });
});

it.each<[code: Problem['code'], level: string]>([
  ['READ_FAILED', 'error'],
  ['GROUP_EMPTIED', 'error'],
  ['GROUP_MISSING', 'error'],
  ['REMOVALS_HELD', 'error'],
  ['UIDS_USED_UP', 'error'],
  ['BREAK_GLASS_TAKEN', 'error'],
  ['MANIFEST_FULL', 'error'],
  ['APPROVAL_UNKNOWN', 'warn'],
])('the problem %s is of the level %s, once', (code, level) => {
  const round = roundOf({ plan: planOf({ problems: [{ code, subject: 'bob', message: 'no' }] }) });
  const lines = logged(reportOf({ rounds: [round, round] }));
  expect(heads(lines)).toEqual([`${level} problem`, 'info run']);
  expect(lines[0]?.details).toEqual({ code, subject: 'bob', why: 'no' });
});

it.each<[name: string, level: readonly string[], evidence: Evidence | undefined]>([
  ['nothing', [], undefined],
  ['somebody else', [], keysRead('AIDAOTHER')],
  ['the user', ['warn problem', 'warn problem'], keysRead('AIDABOB')],
  [
    "the user's groups",
    ['warn problem', 'warn problem'],
    { kind: 'members', source: 'own', group: 'dev', at: 0, users: [{ id: 'AIDABOB', name: 'bob' }] },
  ],
  [
    'an event of the user',
    ['warn problem', 'warn problem'],
    { kind: 'event', source: 'own', at: 0, change: { type: 'left', user: 'AIDABOB', group: 'own:dev' } },
  ],
])('a problem that lasts is told in runs that read something of it: %s', (_name, levels, evidence) => {
  const problems = [
    { code: 'NAME_REFUSED', subject: 'own:bob', message: 'no' },
    { code: 'KEY_REFUSED', subject: 'APKABOB', message: 'no' },
  ] as const;
  const round = roundOf({ evidence: evidence === undefined ? [] : [evidence], plan: planOf({ problems }) });
  const bob = { source: 'own', name: 'bob', groups: {}, keys: { APKABOB: { seen: 0, refused: 'DSA' } } };
  const lines = logged(reportOf({ rounds: [round], state: { users: { AIDABOB: bob } } }));
  expect(heads(lines)).toEqual([...levels, 'info run']);
  expect(lines.at(-1)?.details).toMatchObject({ problems: 2 });
});

it('five thousand gains are a thousand lines, and how many there are', () => {
  const gains = Array.from({ length: 5_000 }, () => changeOf());
  const lines = logged(reportOf({ rounds: [roundOf({ plan: planOf({ gains }) })] }));
  expect(lines).toHaveLength(1_002);
  expect(lines.at(-2)).toMatchObject({ message: 'gained, in all', details: { count: 5_000 } });
});

it('hosts that are behind, or failed, are errors', () => {
  const instance = { arn: 'arn:aws:ec2:eu-central-1:333333333333:instance/i-1', id: 'i-1', launched: 0 };
  const host = { hostGroup: 'dev', instance };
  const revocation = { user: 'AIDABOB', hostGroup: 'dev', version: 3, since: 0 };
  const hosts = hostsSeen({
    running: [host],
    behind: [{ ...host, needed: 3, why: 'has not reported' }],
    failed: [host],
    expired: ['dev'],
    done: [
      { ...revocation, end: 'seen', latency: 12 },
      { ...revocation, end: 'given-up' },
    ],
  });
  const lines = logged(reportOf({ hosts }));
  expect(heads(lines)).toEqual([
    'error host behind',
    'error host failed',
    'error manifests have expired',
    'warn a revocation was never seen on all hosts',
    'info revoked on all hosts',
    'info run',
  ]);
  expect(lines[0]?.details).toMatchObject({ arn: instance.arn, needed: 3, why: 'has not reported' });
});
