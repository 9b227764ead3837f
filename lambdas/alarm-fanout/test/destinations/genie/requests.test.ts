import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../src/alarm.ts';
import type { Content } from '../../../src/content.ts';
import { alertOf, closingOf } from '../../../src/destinations/genie/alert.ts';
import { harmless } from '../../../src/destinations/genie/harmless.ts';
import { requestOf } from '../../../src/destinations/genie/request.ts';
import { stepOf } from '../../../src/destinations/incident.ts';
import { alarmContent, noticeContent } from '../../words/contents.ts';

it('an alert', () => {
  const content = alarmContent({ tags: { team: 'checkout', 'x:y': 'z'.repeat(60) } });
  expect(alertOf(content, 'alias-1')).toEqual({
    message: 'ALARM: checkout-5xx (prod, eu-central-1)',
    alias: 'alias-1',
    description: expect.stringMatching(/^HTTPCode_Target_5XX_Count[^]+Runbook: https:\/\/wiki\.example\.com/),
    details: expect.objectContaining({ Region: 'eu-central-1', Account: 'prod (111122223333)' }),
    tags: [
      'severity:critical',
      'kind:metric',
      'account:111122223333',
      'region:eu-central-1',
      'team:checkout',
      `x:y:${'z'.repeat(45)}…`,
    ],
    entity: 'checkout-5xx',
    source: 'CloudWatch 111122223333 eu-central-1',
    priority: 'P1',
  });
});

it('says each thing once, and where to look last', () => {
  const { links } = alarmContent().alarm;
  const content = alarmContent({ links: { ...links, metrics: 'https://example.com/metrics' } });
  const { description, details } = alertOf(content, 'a');
  expect(description).not.toContain('https://example.com/metrics');
  expect(Object.keys(details).filter((name) => description.includes(`${name}: `))).toEqual([]);
  expect(description.split('\n').slice(-2)).toEqual([`Runbook: ${links.runbook}`, `Alarm: ${links.console}`]);
});

it('the alert of a notice', () => {
  expect(alertOf(noticeContent({ severity: 'error', status: 'start' }), 'alias-1')).toMatchObject({
    message: 'Updates of 12 hosts (prod, eu-central-1)',
    tags: ['severity:error', 'kind:notice', 'account:111122223333', 'region:eu-central-1'],
    entity: 'auto-update',
    priority: 'P2',
  });
});

it('what closes it', () => {
  expect(closingOf(alarmContent({ state: 'OK', reason: 'Fine again.' }))).toEqual({
    source: 'CloudWatch 111122223333 eu-central-1',
    note: expect.stringMatching(/^OK: checkout-5xx \(prod, eu-central-1\)\n[^]+\nFine again\.$/),
  });
});

it.each<[severity: Alarm['severity'], priority: string]>([
  ['critical', 'P1'],
  ['error', 'P2'],
  ['warning', 'P3'],
  ['info', 'P5'],
])('severity %s is %s', (severity, priority) => {
  expect(alertOf(alarmContent({ severity }), 'a').priority).toBe(priority);
});

it('details stop where they would be too long', () => {
  const facts = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, 'v'.repeat(300)]));
  const tags = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`t${index}`, 'v']));
  const alert = alertOf(noticeContent({ facts, tags, severity: 'error' }), 'a');
  expect(Object.entries(alert.details).flat().join('').length).toBeLessThanOrEqual(8_000);
  expect(alert.tags).toHaveLength(20);
});

it.each<[text: string, expected: string]>([
  ['<b>cpu</b>', '‹b>cpu‹/b>'],
  ['<!--', '‹!--'],
  ['<?php', '‹?php'],
  ['5 < 6 > 4', '5 < 6 > 4'],
  ['<3', '<3'],
  ['<<img src=x>', '<‹img src=x>'],
])('no tag is in %s', (text, expected) => {
  expect(harmless(text)).toBe(expected);
});

describe('the request', () => {
  const to = { endpoint: 'https://api.opsgenie.com/v2/alerts/', apiKey: 'key' };
  it.each<[name: string, content: Content, subject: string, expected: string | RegExp]>([
    ['creates', alarmContent(), 'a', 'https://api.opsgenie.com/v2/alerts'],
    [
      'closes',
      alarmContent({ state: 'OK' }),
      'arn:aws:x',
      'https://api.opsgenie.com/v2/alerts/arn:aws:x/close?identifierType=alias',
    ],
    [
      'closes by what may stand in a path',
      alarmContent({ state: 'OK' }),
      '../é?#',
      /^https:\/\/api\.opsgenie\.com\/v2\/alerts\/_\.____-[0-9a-f]{64}\/close\?identifierType=alias$/,
    ],
  ])('%s', (_name, content, subject, expected) => {
    const step = stepOf(content, { insufficientData: 'ignore' });
    if (step.does === 'nothing') throw new Error('nothing to send');
    const { url, headers } = requestOf(step, { ...to, subject });
    if (typeof expected === 'string') expect(url).toBe(expected);
    else expect(url).toMatch(expected);
    expect(new URL(url).href).toBe(url);
    expect(headers).toEqual({ authorization: 'GenieKey key', 'content-type': 'application/json' });
  });
});
