import type { AlarmWords } from './alarm-words.ts';
import { part } from './json.ts';

/**
 * Reads what CloudWatch invokes a function with.
 * Source: CloudWatch User Guide, "Invoke a Lambda function from an alarm".
 */
export function actionEvent(event: unknown): AlarmWords {
  const data = part(event, 'alarmData');
  const configuration = part(data, 'configuration');
  return {
    via: 'lambda-action',
    name: part(data, 'alarmName'),
    state: part(data, 'state'),
    previousState: part(data, 'previousState'),
    configuration,
    description: part(configuration, 'description'),
    contributor: part(data, 'alarmContributor'),
    tags: part(data, 'alarmTags') ?? part(event, 'alarmTags'),
    arns: [part(event, 'alarmArn')],
    accounts: [part(event, 'accountId')],
    regions: [part(event, 'region')],
    times: [part(event, 'time')],
    payload: event,
  };
}
