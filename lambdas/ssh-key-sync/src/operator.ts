import {
  hostScriptCommand,
  type Operator,
  packageFolder,
  regionOf,
  toStderr,
} from '@kmscrypt/lambda/operator';
import { createFleet } from './aws/fleet.ts';
import { createStore } from './aws/store.ts';
import { configSchema } from './config.ts';
import type { Connect } from './operators/connect.ts';
import { explainCommand } from './operators/explain.ts';
import { heldCommand } from './operators/held.ts';
import { hostsCommand } from './operators/hosts.ts';
import { planCommand } from './operators/plan.ts';
import { openSources } from './sources.ts';

const aws: Connect = {
  connect: async (config, env) => {
    const region = await regionOf(env);
    const access = { env: { ...env, AWS_REGION: region } };
    return {
      config,
      ...openSources({ config, region, logger: toStderr }),
      store: createStore({ bucket: config.bucket, access, logger: toStderr }),
      fleet: createFleet({ config, access }),
    };
  },
  now: Date.now,
};

/** What kmscrypt-lambda runs for this Lambda. */
export const operator: Operator = {
  commands: [
    planCommand(aws),
    explainCommand(aws),
    hostsCommand(aws),
    heldCommand(aws),
    hostScriptCommand({
      folder: new URL('dist/host/', packageFolder(import.meta.url)),
      script: 'kmscrypt-ssh-keys.sh',
      describe: 'print the script for hosts, such as for an image',
    }),
  ],
  configSchema,
};
