import type { AlarmWords } from './alarm-words.ts';
import { listOf, part } from './json.ts';

const OF_CONTRIBUTOR = 'CloudWatch Alarm Contributor State Change';

/**
 * Reads an event of EventBridge: `CloudWatch Alarm State Change`, `CloudWatch Alarm Contributor State Change`, and what else of
 * CloudWatch may have a name and a state.
 * Source: CloudWatch User Guide, "Alarm events and EventBridge".
 */
export function bridgeEvent(event: unknown, detailType: unknown): AlarmWords {
  const detail = part(event, 'detail');
  const configuration = part(detail, 'configuration');
  const contributor = part(detail, 'alarmContributor');
  return {
    via: 'event-bridge',
    name: part(detail, 'alarmName'),
    state: part(detail, 'state'),
    previousState: part(detail, 'previousState'),
    configuration,
    description: part(configuration, 'description'),
    contributor: detailType === OF_CONTRIBUTOR ? (contributor ?? {}) : contributor,
    tags: part(detail, 'alarmTags'),
    mute: part(detail, 'muteDetail'),
    arns: listOf(part(event, 'resources'), 1),
    accounts: [part(event, 'account')],
    regions: [part(event, 'region')],
    times: [part(event, 'time')],
    payload: event,
  };
}
