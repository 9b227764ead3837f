import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Content } from '../../../src/content.ts';
import { pagerDuty, type PagerDutyConfig } from '../../../src/destinations/pagerduty.ts';
import { jobOf, portsOf } from '../../support/jobs.ts';
import { postTo } from '../../vendors/fake-post.ts';
import { type PagerDuty, pagerDutyVendor } from '../../vendors/pagerduty.ts';
import { alarmContent, noticeContent } from '../../words/contents.ts';

const KEY = 'R0123456789abcdefghijklmnopqrst1';
const ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx';
const OK = alarmContent({ state: 'OK' });
const TOO_LITTLE = alarmContent({ state: 'INSUFFICIENT_DATA' });

function configOf(changes: Readonly<Record<string, unknown>> = {}): PagerDutyConfig {
  return z.parse(pagerDuty.schema, { type: 'pagerduty', routingKey: KEY, ...changes });
}

/** Tells one after another; answers with what PagerDuty has then. */
async function tell(...contents: readonly (Content | 'acknowledge')[]): Promise<PagerDuty> {
  const vendor = pagerDutyVendor({ routingKey: KEY });
  for (const content of contents) {
    if (content === 'acknowledge') vendor.acknowledge(ARN);
    else await pagerDuty.send(jobOf(configOf(), content), portsOf({ post: postTo(vendor) }));
  }
  return vendor;
}

describe('an incident', () => {
  it.each<
    [name: string, told: readonly (Content | 'acknowledge')[], states: readonly string[], calls: number]
  >([
    ['is opened', [alarmContent()], ['triggered'], 1],
    ['is opened once', [alarmContent(), alarmContent()], ['triggered'], 1],
    ['is resolved', [alarmContent(), OK], ['resolved'], 1],
    ['is resolved once', [alarmContent(), OK, OK], ['resolved'], 1],
    ['that was never opened is not resolved', [OK], [], 0],
    [
      'is a new one after it was resolved',
      [alarmContent(), OK, alarmContent()],
      ['resolved', 'triggered'],
      2,
    ],
    ['stays open without data', [alarmContent(), TOO_LITTLE], ['triggered'], 1],
    ['is not opened by too little data', [TOO_LITTLE], [], 0],
    [
      'that somebody has acknowledged stays so',
      [alarmContent(), 'acknowledge', TOO_LITTLE, alarmContent()],
      ['acknowledged'],
      1,
    ],
    ['that somebody has acknowledged is resolved', [alarmContent(), 'acknowledge', OK], ['resolved'], 1],
  ])('%s', async (_name, told, states, calls) => {
    const vendor = await tell(...told);
    expect(vendor.problems).toEqual([]);
    expect(vendor.alerts.map(({ state }) => state)).toEqual(states);
    expect(vendor.calls).toBe(calls);
  });

  it('is each contributor its own', async () => {
    const [one, other] = ['i-1', 'i-2'].map((id) => ({
      contributor: { id, attributes: { InstanceId: id } },
    }));
    const vendor = await tell(alarmContent(one), alarmContent(other), alarmContent({ ...one, state: 'OK' }));
    expect(vendor.alerts.map(({ key, state }) => [key, state])).toEqual([
      [`${ARN}#i-1`, 'resolved'],
      [`${ARN}#i-2`, 'triggered'],
    ]);
  });

  it('of a notice ends with it', async () => {
    const start = noticeContent({ status: 'start', severity: 'critical' });
    const vendor = await tell(start, noticeContent({ status: 'end' }));
    expect(vendor.alerts).toMatchObject([{ key: 'auto-update/run-1', state: 'resolved' }]);
  });

  it('says why it was not touched', async () => {
    const job = jobOf(configOf(), TOO_LITTLE);
    const sent = await pagerDuty.send(job, portsOf({}));
    expect(sent.withheld).toBeTypeOf('string');
    expect(pagerDuty.preview(job)).toEqual({ look: 'incident', parts: [], withheld: sent.withheld });
  });
});
