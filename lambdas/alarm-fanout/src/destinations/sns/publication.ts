import { hash } from 'node:crypto';
import type { Publication } from '../../senders.ts';
import { oneLine } from '../../words/plain.ts';
import type { WebhookEvent } from '../webhook/event.ts';

/** "Less than 100 characters", of ASCII, that begin with none that is unseen. Source: Amazon SNS API reference, Publish. */
const MOST_SUBJECT = 99;
/** Long enough for every name, so that filters find it. */
const MOST_VALUE = 300;

/** What is published of an event. */
export function publicationOf(event: WebhookEvent, arn: string): Publication {
  const { headline, subject } = event.data;
  return {
    arn,
    subject: ascii(headline, MOST_SUBJECT) || 'alarm',
    message: JSON.stringify(event),
    attributes: attributesOf(event),
    ...(arn.endsWith('.fifo') ? { fifo: { group: hash('sha256', subject), id: event.id } } : {}),
  };
}

/**
 * For filters of subscriptions. Not more than ten, which is all that a queue with raw delivery takes: what has more, SNS discards. None
 * is empty. Source: Amazon SNS developer guide, "Message attributes".
 */
function attributesOf({ type, data }: WebhookEvent): Readonly<Record<string, string>> {
  const { severity, account, region } = data;
  const own =
    'kind' in data
      ? { kind: data.kind, state: data.state, name: data.name, namespace: namespaceOf(data.metrics) }
      : { kind: 'notice', state: data.status, name: data.title, namespace: data.source };
  const all = { type, severity, ...own, account: account.id, accountName: account.name ?? '', region };
  const entries = Object.entries(all).map(([name, value]) => [
    name,
    oneLine(value).slice(0, MOST_VALUE).toWellFormed(),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function namespaceOf(metrics: readonly { readonly namespace?: string | undefined }[]): string {
  return metrics.find(({ namespace }) => namespace !== undefined)?.namespace ?? '';
}

/** Letters without their accents; what is left of other alphabets is `?`. */
function ascii(text: string, most: number): string {
  const letters = oneLine(text)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '');
  const plain = letters.replace(/[^\x20-\x7e]/gu, '?').trim();
  return plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`;
}
