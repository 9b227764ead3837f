import { describe, expect, it } from 'vitest';
import type { Severity } from '../src/alarm.ts';
import type { FanoutConfig } from '../src/config.ts';
import type { Candidate } from '../src/match.ts';
import { severityOf } from '../src/severity.ts';

const ALARM: Candidate = {
  kind: 'metric',
  name: 'orders-5xx',
  account: '111122223333',
  region: 'eu-central-1',
  namespaces: ['AWS/ApiGateway'],
  state: 'ALARM',
  tags: {},
  isOfContributor: false,
};
const CONFIG: FanoutConfig['severity'] = {
  tag: 'severity',
  rules: [
    { match: { name: ['*-canary'] }, severity: 'critical' },
    { match: { namespace: ['AWS/ApiGateway'] }, severity: 'warning' },
    { match: { name: ['orders-*'] }, severity: 'info' },
  ],
  default: 'error',
};

describe('the tag', () => {
  it.each<[value: string, severity: Severity]>([
    ['critical', 'critical'],
    ['CRITICAL', 'critical'],
    ['page', 'critical'],
    ['P1', 'critical'],
    ['SEV-1', 'critical'],
    ['sev 0', 'critical'],
    ['high', 'error'],
    ['p2', 'error'],
    ['Error', 'error'],
    ['warn', 'warning'],
    ['sev_3', 'warning'],
    ['medium', 'warning'],
    ['low', 'info'],
    ['5', 'info'],
    ['informational', 'info'],
  ])('%s', (value, severity) => {
    expect(severityOf({ ...ALARM, tags: { severity: value } }, CONFIG).severity).toBe(severity);
  });

  it('has the name that the config says', () => {
    const tags = { severity: 'info', prio: 'p1' };
    expect(severityOf({ ...ALARM, tags }, { ...CONFIG, tag: 'prio' }).severity).toBe('critical');
  });
});

describe('without a tag that says it', () => {
  it.each<[name: string, alarm: Partial<Candidate>, severity: Severity]>([
    ['the first rule that matches', {}, 'warning'],
    ['the rule before', { name: 'orders-canary' }, 'critical'],
    ['a rule further down', { namespaces: [] }, 'info'],
    ['the default', { name: 'disk', namespaces: ['Example'] }, 'error'],
    ['another word', { tags: { severity: 'quite bad' } }, 'warning'],
    ['an empty one', { tags: { severity: '' } }, 'warning'],
    ['what every object has', { tags: {}, name: 'disk', namespaces: [] }, 'error'],
  ])('%s', (_name, alarm, severity) => {
    expect(severityOf({ ...ALARM, ...alarm }, CONFIG).severity).toBe(severity);
  });

  it('a tag by the name of what every object has is none', () => {
    const config = { ...CONFIG, tag: 'constructor', rules: [] };
    expect(severityOf(ALARM, config).severity).toBe('error');
  });

  it('a rule that asks for a severity matches nothing, as none is known yet', () => {
    const rules: FanoutConfig['severity']['rules'] = [{ match: { severity: ['error'] }, severity: 'info' }];
    expect(severityOf(ALARM, { ...CONFIG, rules }).severity).toBe('error');
  });
});
