import { createHandler, type LambdaHandler, readConfig } from '@kmscrypt/lambda';
import { createAlarmReader } from '../aws/cloudwatch.ts';
import { createStore } from '../aws/dynamodb.ts';
import { createGraphs } from '../aws/graphs.ts';
import { createQueues } from '../aws/sqs.ts';
import { configSchema, SECRETS_IN } from '../config.ts';
import { enrich } from '../enrich.ts';
import { ingest, type IngestSetup } from '../ingest.ts';
import { ownPlace } from '../queues.ts';
import { recordIngest } from '../record-ingest.ts';

/** Takes in alarms and notices, and puts them into the queues of their destinations; README.md has its configuration. */
export const handler: LambdaHandler = createHandler<IngestSetup>({
  service: 'alarm-fanout',
  // An alarm does not wait for longer, nor those behind it.
  longestBack: 300,
  setup: async ({ logger }) => {
    const config = await readConfig(configSchema, process.env, { asWritten: SECRETS_IN });
    const { account } = ownPlace(config.queues);
    const reader = createAlarmReader();
    return {
      config,
      enrich: (alarms, signal) => enrich(alarms, { reader, config, account, signal, logger }),
      store: createStore(config.table),
      queues: createQueues(),
      graphs: createGraphs({ ...config, account, logger }),
    };
  },
  handle: async ({ setup, messages, signal, logger, metrics }) => {
    const report = await ingest({ ...setup, messages, signal, now: () => new Date(), logger });
    recordIngest(report, metrics);
    return report.outcomes;
  },
});
