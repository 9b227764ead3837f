import type { AlarmWords } from './alarm-words.ts';
import { contributorOfNotification } from './contributor.ts';
import { isObject, part } from './json.ts';

/**
 * Reads what CloudWatch publishes to a topic of SNS. Composite alarms have no trigger, math alarms no metric in it; the region
 * is a display name.
 * Source: CloudWatch User Guide, "Notifying users on alarm changes", "Log alarms", "Alarm tags in action payloads".
 */
export function notification(message: unknown): AlarmWords {
  const trigger = part(message, 'trigger');
  return {
    via: 'sns',
    name: part(message, 'alarmName'),
    state: {
      value: part(message, 'newStateValue'),
      reason: part(message, 'newStateReason'),
      reasonData: part(message, 'newStateReasonData'),
      timestamp: part(message, 'stateChangeTime'),
      evaluationState: part(message, 'evaluationState'),
    },
    previousState: { value: part(message, 'oldStateValue') },
    configuration: { ...(isObject(message) ? message : {}), ...(isObject(trigger) ? trigger : {}) },
    description: part(message, 'alarmDescription'),
    contributor: contributorOfNotification(message),
    tags: part(message, 'alarmTags'),
    arns: [part(message, 'alarmArn')],
    accounts: [part(message, 'AWSAccountId')],
    regions: [part(message, 'region')],
    times: [],
    actions: ['AlarmActions', 'OKActions', 'InsufficientDataActions'].map((name) => part(message, name)),
    payload: message,
  };
}
