import type { AlarmContent } from '../content.ts';
import { withoutRunbook } from '../links/runbook.ts';
import { cut } from './cut.ts';
import { factsOf } from './facts.ts';
import { headline, titleOf } from './headline.ts';
import { listsOf } from './lists.ts';
import { moodOfState } from './mood.ts';
import { oneLine, plain } from './plain.ts';
import type { Saying } from './saying.ts';
import { summaryOf } from './summary.ts';

const MOST_REASON = 8_000;
const MOST_DESCRIPTION = 2_000;

/** Puts an alarm into words. */
export function sayAlarm({ alarm, remarks, graphUrl }: AlarmContent): Saying {
  const { links, description = '', reason, severity, state } = alarm;
  return {
    headline: headline({ state, title: titleOf(alarm), place: alarm }),
    mood: moodOfState(state) ?? 'neutral',
    severity,
    summary: oneLine(summaryOf(alarm)),
    description: textOf(withoutRunbook(description, links.runbook), MOST_DESCRIPTION),
    reason: textOf(reason, MOST_REASON),
    facts: factsOf(alarm),
    lists: listsOf(alarm),
    remarks: remarks.map(oneLine),
    links: [
      { name: 'Runbook', url: links.runbook },
      { name: 'Alarm', url: links.console },
      { name: 'Dashboard', url: links.dashboard },
      { name: alarm.kind === 'log' ? 'Log query' : 'Metrics', url: links.metrics },
    ].flatMap(({ name, url }) => (url === undefined ? [] : [{ name, url }])),
    graphUrl,
  };
}

/** A text as it may be shown; undefined where nothing is left. */
export function textOf(text: string, most: number): string | undefined {
  const shown = cut(plain(text).trim(), most);
  return shown === '' ? undefined : shown;
}
