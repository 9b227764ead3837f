// The same under middy, with Powertools' Logger and Metrics.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middify from '@middy/core';
import type { Context } from 'aws-lambda';

const logger = new Logger({ serviceName: 'bench' });
const metrics = new Metrics({ namespace: 'Bench', serviceName: 'bench' });

export const handler: unknown = middify()
  .use({
    // What it returns would be the answer.
    after: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  })
  .handler(async (_event: unknown, context: Context) => {
    logger.addContext(context);
    return { batchItemFailures: [] };
  });
