import type { Notice } from '@kmscrypt/lambda';
import { describe, expect, it } from 'vitest';
import type { Match } from '../src/config.ts';
import { type Candidate, candidateOf, candidateOfNotice, matches } from '../src/match.ts';
import { alarmOf } from './support/alarms.ts';

const CANDIDATE: Candidate = {
  kind: 'metric',
  name: 'cpu-high',
  account: '111122223333',
  accountName: 'shop-production',
  region: 'eu-central-1',
  namespaces: ['AWS/EC2', 'Shop'],
  severity: 'error',
  state: 'ALARM',
  tags: { team: 'shop', empty: '' },
  isOfContributor: false,
};

describe('matches', () => {
  it.each<[name: string, match: Match, fits: boolean]>([
    ['nothing is asked for', {}, true],
    ['kind', { kind: ['math', 'metric'] }, true],
    ['another kind', { kind: ['notice'] }, false],
    ['name', { name: ['mem-*', 'cpu-*'] }, true],
    ['another name', { name: ['cpu'] }, false],
    ['account by number', { account: ['1111*'] }, true],
    ['account by name', { account: ['*-production'] }, true],
    ['another account', { account: ['*-staging'] }, false],
    ['region', { region: ['eu-*'] }, true],
    ['another region', { region: ['us-*'] }, false],
    ['any of its namespaces', { namespace: ['Sh?p'] }, true],
    ['another namespace', { namespace: ['AWS/RDS'] }, false],
    ['severity', { severity: ['critical', 'error'] }, true],
    ['another severity', { severity: ['critical'] }, false],
    ['state', { state: ['ALARM'] }, true],
    ['a state is no pattern', { state: ['*'] }, false],
    ['a tag', { tags: { team: ['s*'] } }, true],
    ['a tag with another value', { tags: { team: ['x'] } }, false],
    ['one tag of two', { tags: { team: ['shop'], owner: ['*'] } }, false],
    ['an empty tag', { tags: { empty: ['*'] } }, true],
    ['what every object has is no tag', { tags: { constructor: ['*'] } }, false],
    ['of no contributor', { contributor: false }, true],
    ['of a contributor', { contributor: true }, false],
    ['all of it', { kind: ['metric'], name: ['cpu*'], severity: ['error'], contributor: false }, true],
    ['all but one', { kind: ['metric'], name: ['cpu*'], severity: ['info'], contributor: false }, false],
  ])('%s: %j', (_name, match, fits) => {
    expect(matches(match, CANDIDATE)).toBe(fits);
  });

  it('a severity that is not known yet is none', () => {
    const candidate = { ...CANDIDATE, severity: undefined };
    expect(matches({ severity: ['error'] }, candidate)).toBe(false);
    expect(matches({ kind: ['metric'] }, candidate)).toBe(true);
  });
});

it('an alarm', () => {
  const alarm = alarmOf({
    metrics: [
      { id: 'm1', returnData: false, namespace: 'AWS/RDS', name: 'CPU', dimensions: {} },
      { id: 'e1', returnData: true, expression: 'm1 * 2', dimensions: {} },
    ],
    contributor: { id: 'c1', attributes: {} },
    tags: { team: 'shop' },
  });
  expect(candidateOf(alarm)).toMatchObject({
    kind: 'metric',
    name: 'cpu-high',
    namespaces: ['AWS/RDS'],
    severity: 'error',
    tags: { team: 'shop' },
    isOfContributor: true,
  });
});

it('a notice', () => {
  const notice: Notice = {
    kind: 'kmscrypt.notice',
    source: 'auto-update',
    title: 'hosts are updated',
    severity: 'info',
    key: '1',
    status: 'start',
    at: '2026-11-21T12:00:00.000Z',
    account: '111122223333',
    region: 'eu-central-1',
  };
  expect(candidateOfNotice(notice, 'shop')).toEqual({
    kind: 'notice',
    name: 'hosts are updated',
    account: '111122223333',
    accountName: 'shop',
    region: 'eu-central-1',
    namespaces: ['auto-update'],
    severity: 'info',
    state: 'start',
    tags: {},
    isOfContributor: false,
  });
});
