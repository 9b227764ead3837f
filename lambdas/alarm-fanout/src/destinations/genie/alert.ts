import type { AlarmContent, NoticeContent } from '../../content.ts';
import type { Severity } from '../../alarm.ts';
import { cut } from '../../words/cut.ts';
import { titleOf } from '../../words/headline.ts';
import { oneLine } from '../../words/plain.ts';
import { say } from '../../words/say.ts';
import type { Saying } from '../../words/saying.ts';
import { descriptionOf } from './description.ts';
import { harmless } from './harmless.ts';

/**
 * An alert that is created. Source: Jira Service Management Operations REST API, "Integration events", Create alert; Opsgenie
 * documentation, "Alert API", Create Alert.
 */
export interface GenieAlert {
  readonly message: string;
  readonly alias: string;
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly entity: string;
  readonly source: string;
  readonly priority: Priority;
}

export interface GenieClosing {
  readonly source: string;
  readonly note: string;
}

export type Priority = 'P1' | 'P2' | 'P3' | 'P4' | 'P5';

/** In characters; of `details` names and values together. Source: as of {@link GenieAlert}. */
const MOST = {
  message: 130,
  description: 15_000,
  tags: 20,
  tag: 50,
  details: 8_000,
  entity: 512,
  source: 100,
  note: 25_000,
};
const PRIORITIES: Readonly<Record<Severity, Priority>> = {
  critical: 'P1',
  error: 'P2',
  warning: 'P3',
  info: 'P5',
};

/** The alert of an alarm or a notice. */
export function alertOf(content: AlarmContent | NoticeContent, alias: string): GenieAlert {
  const saying = say(content);
  return {
    message: cut(harmless(saying.headline), MOST.message),
    alias,
    description: cut(harmless(descriptionOf(saying)), MOST.description),
    details: detailsOf(saying),
    tags: tagsOf(content),
    entity: cut(harmless(entityOf(content)), MOST.entity),
    source: sourceOf(content),
    priority: PRIORITIES[saying.severity],
  };
}

/** What closes the alert again. */
export function closingOf(content: AlarmContent | NoticeContent): GenieClosing {
  const { headline, summary, remarks, reason } = say(content);
  const note = [headline, summary, ...remarks, reason].filter((text) => text !== undefined).join('\n');
  return { source: sourceOf(content), note: cut(harmless(note), MOST.note) };
}

/** The facts, as many as there is room for. */
function detailsOf({ facts }: Saying): Record<string, string> {
  const details = new Map<string, string>();
  let room = MOST.details;
  for (const { name, value } of facts) {
    const key = harmless(name);
    const text = harmless(value);
    room -= key.length + text.length;
    if (room < 0) break;
    details.set(key, text);
  }
  return Object.fromEntries(details);
}

/** What rules of a team go by: severity, kind, account, region, then the alarm's own tags as `name:value`. */
function tagsOf(content: AlarmContent | NoticeContent): readonly string[] {
  const {
    kind,
    severity,
    account,
    region,
    tags = {},
  } = content.type === 'alarm' ? content.alarm : { ...content.notice, kind: 'notice' };
  const all = { severity, kind, account, region, ...tags };
  const texts = Object.entries(all).map(([name, value]) =>
    cut(harmless(oneLine(`${name}:${value}`)), MOST.tag),
  );
  return [...new Set(texts)].slice(0, MOST.tags);
}

/** What the alert is about. */
function entityOf(content: AlarmContent | NoticeContent): string {
  return content.type === 'alarm' ? titleOf(content.alarm) : oneLine(content.notice.source);
}

/** Who says so. */
function sourceOf(content: AlarmContent | NoticeContent): string {
  const { account, region } = content.type === 'alarm' ? content.alarm : content.notice;
  return cut(oneLine(`CloudWatch ${account} ${region}`), MOST.source);
}
