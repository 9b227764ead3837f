import type { Alarm } from '../../src/alarm.ts';
import type { AlarmContent, NoticeContent } from '../../src/content.ts';

const ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:';

/** A metric alarm in ALARM, but for what is given. */
export function alarmContent(
  changes: Partial<Alarm> = {},
  rest: Partial<Omit<AlarmContent, 'alarm'>> = {},
): AlarmContent {
  const name = changes.name ?? 'checkout-5xx';
  return {
    type: 'alarm',
    remarks: [],
    ...rest,
    alarm: {
      kind: 'metric',
      via: 'event-bridge',
      arn: `${ARN}${name}`,
      name,
      account: '111122223333',
      accountName: 'prod',
      region: 'eu-central-1',
      description: 'Checkout answers with errors.',
      state: 'ALARM',
      previousState: 'OK',
      at: '2025-11-21T02:14:07.123Z',
      reason: 'Threshold Crossed: 3 out of the last 3 datapoints were greater than the threshold (50.0).',
      metrics: [
        {
          id: 'm1',
          returnData: true,
          namespace: 'AWS/ApplicationELB',
          name: 'HTTPCode_Target_5XX_Count',
          dimensions: { LoadBalancer: 'app/checkout/1a2b' },
          stat: 'Sum',
          period: 60,
        },
      ],
      condition: {
        operator: 'GreaterThanThreshold',
        threshold: 50,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        period: 60,
        treatMissingData: 'missing',
      },
      datapoints: [{ value: 51 }, { value: 204 }, { value: 412 }],
      tags: { team: 'checkout' },
      mutedBy: [],
      severity: 'critical',
      links: {
        console: 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/checkout-5xx',
        runbook: 'https://wiki.example.com/runbooks/checkout',
      },
      ...changes,
    },
  };
}

/** A notice of its own, but for what is given. */
export function noticeContent(changes: Partial<NoticeContent['notice']> = {}): NoticeContent {
  return {
    type: 'notice',
    accountName: 'prod',
    notice: {
      kind: 'kmscrypt.notice',
      source: 'auto-update',
      title: 'Updates of 12 hosts',
      text: 'Kernel and openssl.',
      severity: 'info',
      key: 'run-1',
      status: 'event',
      at: '2025-11-21T02:14:07.123Z',
      account: '111122223333',
      region: 'eu-central-1',
      ...changes,
    },
  };
}
