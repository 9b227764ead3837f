import { createHandler, type LambdaHandler, readConfig } from '@kmscrypt/lambda';
import { configSchema } from './config.ts';
import { logTicks } from './log-tick.ts';
import { record } from './record.ts';
import { run } from './run.ts';
import { openSetup, type Setup } from './setup.ts';

/** Updates fleets of hosts, a step a tick; README.md has its configuration. */
export const handler: LambdaHandler = createHandler<Setup>({
  service: 'auto-update',
  setup: async ({ logger }) => {
    const config = await readConfig(configSchema, process.env);
    const { AWS_REGION: region = 'us-east-1' } = process.env;
    return openSetup({ config, access: {}, region, logger });
  },
  handle: async ({ setup, messages, signal, answerBy, logger, metrics }) => {
    const report = await run({ ...setup, messages, signal, answerBy, logger });
    logTicks(report.ticks, logger);
    record(report, metrics);
    return report.outcomes;
  },
});
