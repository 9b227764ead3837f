import { hash } from 'node:crypto';
import type { Content } from '../../content.ts';
import type { Mail } from '../../senders.ts';
import { cut } from '../../words/cut.ts';
import { say } from '../../words/say.ts';
import { oneChange } from '../one-change.ts';
import { paragraphsOf } from '../saying-text.ts';
import { domainOf } from './addresses.ts';
import { changeHtml } from './change-html.ts';
import { digestMail } from './digest.ts';

const MOST_SUBJECT = 200;
/** So that nothing answers by itself, such as notes of absence. Source: RFC 3834, 5; Microsoft, [MS-OXCMAIL] 2.2.3.2.14. */
const UNANSWERED = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Who writes to whom. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly region?: string | undefined;
  readonly configurationSet?: string | undefined;
}

/**
 * The mail of a change or a digest.
 *
 * @param subject what the change is of: all mails of one subject are a thread
 * @throws DeliveryError `REFUSED` for a graph
 */
export function mailOf(content: Content, subject: string, envelope: Envelope): Mail {
  if (content.type === 'digest') {
    const { headline, html, text } = digestMail(content);
    return { ...envelope, subject: headline, html, text, headers: UNANSWERED };
  }
  const saying = say(oneChange(content));
  return {
    ...envelope,
    subject: cut(saying.headline, MOST_SUBJECT),
    html: changeHtml(saying),
    text: [saying.headline, ...paragraphsOf(saying)].join('\n\n'),
    headers: { ...UNANSWERED, ...threadOf(subject, envelope) },
  };
}

/** SES gives each mail an id of its own, so that all of a thread refer to one that was never sent. Source: RFC 5322, 3.6.4. */
function threadOf(subject: string, { from }: Envelope): Readonly<Record<string, string>> {
  const id = `<${hash('sha256', subject).slice(0, 32)}.alarm-fanout@${domainOf(from)}>`;
  return { 'In-Reply-To': id, References: id };
}
