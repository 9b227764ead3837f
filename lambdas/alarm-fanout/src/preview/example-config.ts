import { configSchema, type FanoutConfig } from '../config.ts';

/** Says on a preview what of it is nobody's. */
export const EXAMPLE_REMARK =
  'There is no config: destinations are examples. So are account 111122223333 and region eu-central-1, where an event names none.';

/** A config with one destination of each type, for those who have none yet. Nothing in it is anybody's. */
export function exampleConfig(): FanoutConfig {
  return configSchema.parse({
    destinations: {
      slack: { type: 'slack-bot', token: EXAMPLE, channel: 'C0123456789' },
      'slack-webhook': { type: 'slack-webhook', url: 'https://hooks.slack.com/services/EXAMPLE' },
      teams: { type: 'teams', url: 'https://example.logic.azure.com/workflows/EXAMPLE' },
      pagerduty: { type: 'pagerduty', routingKey: EXAMPLE },
      jsm: { type: 'jsm', apiKey: EXAMPLE },
      opsgenie: { type: 'opsgenie', apiKey: EXAMPLE },
      webhook: { type: 'webhook', url: 'https://alarms.example.com/', secrets: [`whsec_${EXAMPLE}`] },
      email: { type: 'email', from: 'Alarms <alarms@example.com>', to: ['ops@example.com'] },
      sns: { type: 'sns', topic: 'arn:aws:sns:eu-central-1:111122223333:all-alarms' },
    },
    fallback: ['slack'],
    queues: 'arn:aws:sqs:eu-central-1:111122223333:alarm-fanout-',
    table: 'alarm-fanout',
  });
}

/** Where a secret would be: as long as the longest of them has to be, and base64. */
const EXAMPLE = 'EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM';
