import type { Severity } from '../../alarm.ts';
import { cut } from '../../words/cut.ts';
import { say } from '../../words/say.ts';
import type { Saying } from '../../words/saying.ts';
import { fit } from '../fit.ts';
import { incidentKey } from '../incident-key.ts';
import type { Step } from '../incident.ts';
import { type Origin, originOf } from './origin.ts';

/** An event of the Events API v2. Source: PagerDuty developer documentation, "Send an Alert Event". */
export type PagerDutyEvent = Trigger | Resolve;

export interface Trigger {
  readonly routing_key: string;
  readonly event_action: 'trigger';
  readonly dedup_key: string;
  readonly client: string;
  readonly payload: Origin & {
    readonly summary: string;
    readonly severity: Severity;
    readonly custom_details: Readonly<Record<string, unknown>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly images: readonly { readonly src: string; readonly alt: string }[];
}

export interface Resolve {
  readonly routing_key: string;
  readonly event_action: 'resolve';
  readonly dedup_key: string;
}

const MOST_KEY = 255;
const MOST_SUMMARY = 1_024;
/** Of the 512 KB that an event may have, the rest is short. */
const MOST_DETAILS = 400_000;

/** The event of a step; all events of a subject have one `dedup_key`, so that one alert is opened, added to, and resolved. */
export function eventOf(
  { does, content }: Exclude<Step, { readonly does: 'nothing' }>,
  { routingKey, subject }: { readonly routingKey: string; readonly subject: string },
): PagerDutyEvent {
  const same = { routing_key: routingKey, dedup_key: incidentKey(subject, { most: MOST_KEY }) };
  if (does === 'resolve') return { ...same, event_action: 'resolve' };
  const saying = say(content);
  const { headline, summary, severity, links, graphUrl } = saying;
  return {
    ...same,
    event_action: 'trigger',
    client: 'kmscrypt alarm-fanout',
    payload: {
      ...originOf(content),
      summary: cut(`${headline}: ${summary}`, MOST_SUMMARY),
      severity,
      custom_details: fit(detailsOf(saying), MOST_DETAILS).value,
    },
    links: links.map(({ name, url }) => ({ href: url, text: name })),
    images: graphUrl === undefined ? [] : [{ src: graphUrl, alt: 'graph' }],
  };
}

/** A row each in PagerDuty, in the order in which they are read. */
function detailsOf({ summary, description, remarks, reason, facts, lists }: Saying): Record<string, unknown> {
  return Object.fromEntries<unknown>([
    ['Summary', summary],
    ...(remarks.length === 0 ? [] : [['Remarks', remarks] as const]),
    ...(description === undefined ? [] : [['Description', description] as const]),
    ...facts.map(({ name, value }) => [name, value] as const),
    ...lists.map(({ heading, lines }) => [heading, lines] as const),
    ...(reason === undefined ? [] : [['Reason', reason] as const]),
  ]);
}
