import type { Alarm } from '../../src/alarm.ts';

/** An alarm of one metric, that went off; with what is to be otherwise. */
export function alarmOf(changes: Partial<Alarm> = {}): Alarm {
  return {
    kind: 'metric',
    via: 'sns',
    arn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:cpu-high',
    name: 'cpu-high',
    account: '111122223333',
    region: 'eu-central-1',
    state: 'ALARM',
    previousState: 'OK',
    at: '2026-11-21T12:00:00.000Z',
    reason: 'Threshold Crossed: 1 datapoint [99.0] was greater than the threshold (90.0).',
    metrics: [
      {
        id: 'm1',
        returnData: true,
        namespace: 'AWS/EC2',
        name: 'CPUUtilization',
        dimensions: {},
        stat: 'Average',
        period: 60,
      },
    ],
    datapoints: [],
    tags: {},
    mutedBy: [],
    severity: 'error',
    links: { console: 'https://console.aws.amazon.com/' },
    ...changes,
  };
}
