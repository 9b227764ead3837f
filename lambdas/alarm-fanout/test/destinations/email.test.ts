import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { AlarmContent, Content, DigestEntry, NoticeContent } from '../../src/content.ts';
import { email, type EmailConfig } from '../../src/destinations/email.ts';
import type { Mail } from '../../src/senders.ts';
import { digestEntryOf } from '../../src/words/digest-entry.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { mailbox } from '../vendors/ses.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const BASE = { type: 'email', from: 'Alarms <alarms@example.com>', to: ['ops@example.com', 'b@example.org'] };

function configOf(changes: Readonly<Record<string, unknown>> = {}): EmailConfig {
  return z.parse(email.schema, { ...BASE, ...changes });
}

async function mailOf(content: Content, changes: Readonly<Record<string, unknown>> = {}): Promise<Mail> {
  const { mailer, mails, problems } = mailbox();
  await email.send(jobOf(configOf(changes), content), portsOf({ mailer }));
  expect(problems).toEqual([]);
  const [mail] = mails;
  if (mail === undefined) throw new Error('there is no mail');
  return mail;
}

describe('the config', () => {
  it.each<[name: string, changes: Readonly<Record<string, unknown>>, isValid: boolean]>([
    ['an address alone', { from: 'alarms@example.com' }, true],
    ['a reference', { from: 'ssm::/from', to: ['ssm::/to'] }, true],
    ['all there is', { region: 'eu-west-1', configurationSet: 'alarms', storm: false }, true],
    ['a region of the European Sovereign Cloud', { region: 'eusc-de-east-1' }, true],
    ['a plus sign', { to: ['ops+alarms@mail.example.com'] }, true],
    ['no domain', { from: 'alarms' }, false],
    ['two addresses in one', { to: ['a@example.com,b@example.com'] }, false],
    ['a line feed', { to: ['a@example.com\nBcc: b@example.com'] }, false],
    ['a name with a line feed', { from: 'A\r\nBcc: b@example.com <a@example.com>' }, false],
    ['a name that is another address', { from: 'b@example.org <a@example.com>' }, false],
    ['nobody', { to: [] }, false],
    ['more than SES takes', { to: Array.from({ length: 51 }, (_, index) => `a${index}@example.com`) }, false],
    ['an address that is too long', { to: [`a@${'b.'.repeat(130)}com`] }, false],
    ['a region that is none', { region: 'Ireland' }, false],
    ['a configuration set that is none', { configurationSet: 'a b' }, false],
  ])('%s', (_name, changes, isValid) => {
    expect(z.safeParse(email.schema, { ...BASE, ...changes }).success).toBe(isValid);
  });

  it.each<[storm: unknown, expected: string]>([
    [undefined, 'grouped'],
    [{ window: 10 }, 'grouped'],
    [false, 'each'],
  ])('storms %j are told %s', (storm, expected) => {
    expect(email.rules(configOf({ storm })).storms).toBe(expected);
  });
});

it('the mail', async () => {
  const content = alarmContent(
    {},
    { graphUrl: 'https://graphs.example.com/1.png', remarks: ['It is late.'] },
  );
  const { text, html, ...rest } = await mailOf(content, { region: 'eu-west-1', configurationSet: 'alarms' });
  expect(rest).toEqual({
    from: 'Alarms <alarms@example.com>',
    to: ['ops@example.com', 'b@example.org'],
    subject: 'ALARM: checkout-5xx (prod, eu-central-1)',
    region: 'eu-west-1',
    configurationSet: 'alarms',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      References: expect.stringMatching(/^<[0-9a-f]{32}\.alarm-fanout@example\.com>$/),
      'In-Reply-To': rest.headers['References'],
    },
  });
  const told = [
    'checkout-5xx',
    'HTTPCode_Target_5XX_Count',
    'It is late.',
    '1.png',
    'runbooks/checkout',
    '111122223333',
  ];
  for (const each of told) expect([text, html].map((body) => body.includes(each))).toEqual([true, true]);
  expect(text.split('\n')[0]).toBe('ALARM: checkout-5xx (prod, eu-central-1)');
});

describe('threads', () => {
  const threadOf = async (content: Content): Promise<string | undefined> =>
    (await mailOf(content)).headers['References'];

  it('are those of one alarm', async () => {
    const first = await threadOf(alarmContent());
    expect(await threadOf(alarmContent({ state: 'OK' }))).toBe(first);
    expect(await threadOf(alarmContent({ name: 'other' }))).not.toBe(first);
  });

  it('are those of one thing that is noticed', async () => {
    const first = await threadOf(noticeContent({ status: 'start' }));
    expect(await threadOf(noticeContent({ status: 'end' }))).toBe(first);
    expect(await threadOf(noticeContent({ key: 'run-2' }))).not.toBe(first);
  });
});

describe('a digest', () => {
  const entries: readonly DigestEntry[] = [
    digestEntryOf(alarmContent(), 'key-1'),
    digestEntryOf(alarmContent({ name: 'disk-full' }), 'key-2'),
    digestEntryOf(alarmContent({ state: 'OK' }), 'key-3'),
    digestEntryOf(noticeContent({ link: 'https://example.com/run-1' }), 'key-4'),
  ];

  it('lists each', async () => {
    const { subject, text, html, headers } = await mailOf({ type: 'digest', entries });
    expect(subject).toBe('4 changes: 2 ALARM, 1 OK, 1 event; checkout-5xx, disk-full, Updates of 12 hosts');
    expect(text.split('\n\n')).toHaveLength(1 + entries.length);
    for (const { title, summary, link = '' } of entries) {
      for (const each of [title, summary, link]) expect(text).toContain(each);
      expect(html).toContain(title);
    }
    expect(Object.keys(headers)).toEqual(['Auto-Submitted', 'X-Auto-Response-Suppress']);
  });

  it.each<[name: string, content: AlarmContent | NoticeContent, colour: string]>([
    ['an alarm', alarmContent(), '#b3261e'],
    ['an OK', alarmContent({ state: 'OK' }), '#1b7a3d'],
    ['too little data', alarmContent({ state: 'INSUFFICIENT_DATA' }), '#8a5a00'],
    ['a notice', noticeContent({ severity: 'info' }), '#4b5563'],
    ['a notice of an error', noticeContent({ severity: 'error' }), '#b3261e'],
  ])('of %s has its colour', async (_name, content, colour) => {
    const { html } = await mailOf({ type: 'digest', entries: [digestEntryOf(content, 'key')] });
    expect(html).toContain(`border-top:6px solid ${colour}`);
    expect(html).toContain(`<strong style="color:${colour}">`);
  });

  it('of a hundred has a subject on one line', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...digestEntryOf(alarmContent({ name: `alarm-${index}` }), `key-${index}`),
    }));
    const { subject, text } = await mailOf({ type: 'digest', entries: many });
    expect(subject).toMatch(/^100 changes: 100 ALARM; alarm-0, alarm-1, .*…$/);
    expect(text).toContain('alarm-99');
  });
});

it('a preview is the mail', async () => {
  const job = jobOf(configOf(), alarmContent());
  expect(email.preview(job)).toEqual({
    look: 'mail',
    parts: [{ name: 'mail', body: await mailOf(alarmContent()) }],
  });
});

it('a graph is refused', async () => {
  const sending = email.send(jobOf(configOf(), { type: 'graph', title: 'cpu', png: '' }), portsOf({}));
  await expect(sending).rejects.toMatchObject({ code: 'REFUSED' });
});

it('ends with its time', async () => {
  const send = async (_mail: Mail, signal: AbortSignal): Promise<void> => {
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const sending = email.send(jobOf(configOf({ timeout: 1 }), alarmContent()), portsOf({ mailer: { send } }));
  await expect(sending).rejects.toMatchObject({ name: 'TimeoutError' });
});
