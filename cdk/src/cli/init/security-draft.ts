import type { Answers } from './answers.ts';
import type { Entry } from './draft.ts';

/** What every account has; all of it is on by default. */
export function securityDraft(): Entry {
  const on = (key: string, about: string, value: Entry['value']): Entry => ({
    key,
    about: [about],
    value,
    isOff: true,
  });
  return {
    key: 'security',
    isApart: true,
    about: ['What every account has. These are the defaults; GuardDuty and AWS Config cost by use.'],
    isOff: true,
    value: {
      section: [
        { key: 'config', value: true },
        { key: 'guardDuty', value: true },
        { key: 'accessAnalyzer', value: true },
        { key: 'archiveDays', value: 365 },
        {
          key: 'passwordPolicy',
          value: {
            section: [
              { key: 'length', value: 16 },
              { key: 'reuse', value: 5 },
              on('maxDays', 'default: passwords need not be replaced', 90),
            ],
          },
        },
        {
          key: 'access',
          value: {
            section: [
              { key: 'sessionHours', value: 12 },
              { key: 'shortSessionHours', value: 1 },
              { key: 'iamAdmin', value: false },
            ],
          },
        },
      ],
    },
  };
}

/** Who is told of alarms. */
export function alarmsDraft({ email }: Pick<Answers, 'email'>): Entry {
  const address = email ?? 'ops@example.com';
  const mail: readonly Entry[] = [
    { key: 'type', value: 'email' },
    { key: 'from', value: address },
    { key: 'to', value: [address] },
  ];
  return {
    key: 'alarms',
    isApart: true,
    about: [
      'Who is told of alarms of all accounts. fanout is the config of the Lambda alarm-fanout: Slack, Teams,',
      'PagerDuty and others, routes, quiet hours. SES has to know the address that mails are from.',
    ],
    isOff: email === undefined,
    value: {
      section: [
        { key: 'watch', value: { section: [{ key: 'email', value: address }] } },
        {
          key: 'fanout',
          value: {
            section: [
              { key: 'destinations', value: { section: [{ key: 'mail', value: { section: mail } }] } },
              { key: 'fallback', value: ['mail'] },
            ],
          },
        },
      ],
    },
  };
}
