import type { Notice } from '@kmscrypt/lambda';
import type { Notifier } from '../ports.ts';
import type { Told } from '../told.ts';
import type { AwsCalls } from './calls.ts';

export interface NotifierOptions {
  readonly calls: Pick<AwsCalls, 'publish'>;
  /** ARN; without one nothing is told. */
  readonly topic: string | undefined;
  /** Twelve digits; of the Lambda. */
  readonly account: string;
  readonly region: string;
}

/** Most characters, and most facts; see @kmscrypt/lambda's Notice. */
const TITLE = 200;
const KEY = 200;
const TEXT = 8_000;
const FACTS = 30;

/** Notices for alarm-fanout; takes `sns:Publish` on the topic. */
export function createNotifier({ calls, topic, account, region }: NotifierOptions): Notifier {
  return {
    tell: async (told, signal) => {
      if (topic === undefined) return;
      const notice = noticeOf(told, { account, region });
      await calls.publish({ TopicArn: topic, Message: JSON.stringify(notice) }, signal);
    },
  };
}

function noticeOf(told: Told, place: Pick<Notice, 'account' | 'region'>): Notice {
  const { title, text, severity, key, status, percent, at, facts = {} } = told;
  return {
    kind: 'kmscrypt.notice',
    source: 'auto-update',
    title: cut(title.replaceAll(/\s+/g, ' ').trim(), TITLE),
    text: text === undefined ? undefined : cut(text, TEXT),
    severity,
    key: key.slice(0, KEY),
    status,
    ...(status === 'progress' && percent !== undefined ? { percent } : {}),
    at: new Date(at).toISOString(),
    ...place,
    facts: Object.fromEntries(Object.entries(facts).slice(0, FACTS)),
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 2).toWellFormed()} …`;
}
