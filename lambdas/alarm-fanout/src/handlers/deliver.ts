import { createHandler, type LambdaHandler, readConfig } from '@kmscrypt/lambda';
import { createStore } from '../aws/dynamodb.ts';
import { createMailer } from '../aws/ses.ts';
import { createTopic } from '../aws/sns.ts';
import { createQueues } from '../aws/sqs.ts';
import { systemClock } from '../clock.ts';
import { configSchema, SECRETS_IN } from '../config.ts';
import { deliver, type DeliverSetup } from '../deliver.ts';
import { createPost } from '../http/https-post.ts';
import { logDeliver, logPossibleDoubles } from '../log-deliver.ts';
import { openDestinations } from '../open-destination.ts';
import { recordDeliver, recordPossibleDoubles } from '../record-deliver.ts';

/** Delivers what ingest has put into the queues of the destinations; README.md has its configuration. */
export const handler: LambdaHandler = createHandler<DeliverSetup>({
  service: 'alarm-fanout',
  // An alarm does not wait for longer, nor those behind it.
  longestBack: 300,
  setup: async () => {
    const config = await readConfig(configSchema, process.env, { asWritten: SECRETS_IN });
    const { destinations, queues: queuePrefix, giveUpAfter, table } = config;
    const clock = systemClock;
    const ports = { post: createPost(), mailer: createMailer(), topic: createTopic(), clock };
    const targets = openDestinations(destinations, { ports });
    return {
      targets,
      queuePrefix,
      giveUpAfter,
      store: createStore(table),
      queues: createQueues(),
      clock,
    };
  },
  handle: async ({ setup, messages, signal, answerBy, logger, metrics }) => {
    const report = await deliver({
      ...setup,
      messages,
      signal,
      answerBy,
      random: Math.random,
      countDouble: (destination, changes) => {
        recordPossibleDoubles(destination, changes, metrics);
        logPossibleDoubles(destination, changes, logger);
      },
    });
    logDeliver(report, logger);
    recordDeliver(report, metrics);
    return report.outcomes;
  },
});
