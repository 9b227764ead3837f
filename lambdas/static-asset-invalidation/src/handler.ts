import { createHandler, type LambdaHandler, readConfig } from '@kmscrypt/lambda';
import { createCdn } from './aws/cloudfront.ts';
import { createMemory } from './aws/dynamodb.ts';
import { createObjectLister } from './aws/s3.ts';
import { configSchema } from './config.ts';
import { record } from './record.ts';
import { run, type Setup } from './run.ts';

/** Invalidates in CloudFront what has changed in S3; README.md has its configuration. */
export const handler: LambdaHandler = createHandler<Setup>({
  service: 'static-asset-invalidation',
  setup: async () => {
    const config = await readConfig(configSchema, process.env);
    const memory = config.table === undefined ? undefined : createMemory(config.table);
    return { config, cdn: createCdn(), lister: createObjectLister(), memory };
  },
  handle: async ({ setup, messages, signal, answerBy, logger, metrics }) => {
    const now = (): Date => new Date();
    const report = await run({ ...setup, messages, signal, answerBy, now, logger });
    record(report, metrics, now());
    return report.outcomes;
  },
});
