import { expect, it } from 'vitest';
import type { Content } from '../../src/content.ts';
import { stepOf } from '../../src/destinations/incident.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const IGNORE = { insufficientData: 'ignore' } as const;

it.each<[name: string, content: Content, expected: string]>([
  ['ALARM', alarmContent(), 'open'],
  ['OK', alarmContent({ state: 'OK' }), 'resolve'],
  ['too little data', alarmContent({ state: 'INSUFFICIENT_DATA' }), 'nothing'],
  ['a state that nobody knows yet', alarmContent({ state: 'DEGRADED' }), 'open'],
  ['a mild alarm', alarmContent({ severity: 'info' }), 'open'],
  ['an event', noticeContent({ severity: 'warning' }), 'nothing'],
  ['an event that is an error', noticeContent({ severity: 'error' }), 'open'],
  ['a start', noticeContent({ status: 'start' }), 'nothing'],
  ['a critical start', noticeContent({ status: 'start', severity: 'critical' }), 'open'],
  ['progress', noticeContent({ status: 'progress', severity: 'warning' }), 'nothing'],
  ['progress with an error', noticeContent({ status: 'progress', severity: 'error' }), 'open'],
  ['an end', noticeContent({ status: 'end' }), 'resolve'],
  ['an end with a warning', noticeContent({ status: 'end', severity: 'warning' }), 'resolve'],
  ['a bad end', noticeContent({ status: 'end', severity: 'error' }), 'open'],
])('%s', (_name, content, expected) => {
  expect(stepOf(content, IGNORE).does).toBe(expected);
});

it('too little data opens an incident where the config says so', () => {
  const content = alarmContent({ state: 'INSUFFICIENT_DATA' });
  expect(stepOf(content, { insufficientData: 'trigger' }).does).toBe('open');
});

it.each<[name: string, content: Content]>([
  ['a digest', { type: 'digest', entries: [] }],
  ['a graph', { type: 'graph', title: 'cpu', png: '' }],
])('%s is refused', (_name, content) => {
  expect(() => stepOf(content, IGNORE)).toThrow(expect.objectContaining({ code: 'REFUSED' }));
});
