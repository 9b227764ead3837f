import { createHandler, type LambdaHandler, readConfig } from '@kmscrypt/lambda';
import { createFleet } from './aws/fleet.ts';
import { createStore } from './aws/store.ts';
import { configSchema } from './config.ts';
import { logRun } from './log-run.ts';
import { record } from './record.ts';
import { run, type Setup } from './run.ts';
import { openSources } from './sources.ts';

/** Opens hosts to the SSH keys of IAM users, and closes them; README.md has its configuration. */
export const handler: LambdaHandler = createHandler<Setup>({
  service: 'ssh-key-sync',
  setup: async ({ logger }) => {
    const config = await readConfig(configSchema, process.env);
    const { AWS_REGION: region = 'us-east-1' } = process.env;
    return {
      config,
      ...openSources({ config, region, logger }),
      store: createStore({ bucket: config.bucket, access: {}, logger }),
      fleet: createFleet({ config, access: {} }),
    };
  },
  handle: async ({ setup, messages, signal, answerBy, logger, metrics }) => {
    const report = await run({ ...setup, messages, signal, answerBy, now: Date.now, logger });
    logRun(report, logger);
    record(report, metrics);
    return report.outcomes;
  },
});
