import type { NoticeContent } from '../content.ts';
import type { Notice } from '@kmscrypt/lambda';
import { shown, whereabouts } from './facts.ts';
import { headline } from './headline.ts';
import { oneLine } from './plain.ts';
import { textOf } from './say-alarm.ts';
import type { Saying } from './saying.ts';
import { clockTime, moment } from './time.ts';

const MOST_TEXT = 8_000;
const MOST_FACTS = 10;

/** Puts a notice into words. */
export function sayNotice({ notice, accountName, remarks = [] }: NoticeContent): Saying {
  const { title, text = '', severity, account, region, at, source, facts = {}, link } = notice;
  const place = { account, accountName, region };
  return {
    headline: headline({ title, place }),
    mood: moodOf(notice),
    severity,
    summary: `${what(notice)} at ${clockTime(at)}.`,
    reason: textOf(text, MOST_TEXT),
    facts: shown([
      ...Object.entries(facts).slice(0, MOST_FACTS),
      ['At', moment(at)],
      ['Severity', severity],
      ...whereabouts(place),
      ['From', source],
    ]),
    lists: [],
    remarks: remarks.map(oneLine),
    links: link === undefined ? [] : [{ name: 'Details', url: link }],
  };
}

function what({ status, percent }: Notice): string {
  switch (status) {
    case 'start':
      return 'Started';
    case 'progress':
      return percent === undefined ? 'Under way' : `${Math.floor(percent)} % done`;
    case 'end':
      return 'Ended';
    default:
      return 'Happened';
  }
}

function moodOf({ severity, status }: Notice): Saying['mood'] {
  if (severity === 'critical' || severity === 'error') return 'bad';
  if (severity === 'warning') return 'unsure';
  return status === 'end' ? 'good' : 'neutral';
}
