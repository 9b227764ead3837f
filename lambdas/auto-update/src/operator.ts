import {
  hostScriptCommand,
  type Operator,
  packageFolder,
  regionOf,
  toStderr,
} from '@kmscrypt/lambda/operator';
import { createGates } from './aws/gates.ts';
import { createGroups } from './aws/groups.ts';
import { createHosts } from './aws/hosts.ts';
import { configSchema } from './config.ts';
import { abortCommand } from './operators/abort.ts';
import type { Connect } from './operators/connect.ts';
import { pauseCommand } from './operators/pause.ts';
import { withNamedTable } from './operators/named-table.ts';
import { planCommand } from './operators/plan.ts';
import { reportCommand } from './operators/report.ts';
import { resumeCommand } from './operators/resume.ts';
import { shownConfig } from './operators/shown-config.ts';
import { startCommand } from './operators/start.ts';
import { statusCommand } from './operators/status.ts';
import { userName } from './operators/user-name.ts';
import { openSetup } from './setup.ts';

const aws: Connect = {
  connect: async (config, env) => {
    const region = await regionOf(env);
    const { store, promotions, callsWhile, counted } = openSetup({
      config,
      access: { env: { ...env, AWS_REGION: region } },
      region,
      logger: toStderr,
    });
    const calls = callsWhile(() => true);
    return {
      region,
      store: withNamedTable(store, { table: config.table, region }),
      promotions,
      counted,
      hosts: createHosts({ calls, document: config.document }),
      groups: createGroups(calls),
      gates: createGates(calls),
    };
  },
  now: Date.now,
  user: () => userName(),
};

/** What kmscrypt-lambda runs for this Lambda. */
export const operator: Operator<typeof configSchema> = {
  commands: [
    planCommand(aws),
    statusCommand(aws),
    pauseCommand(aws),
    resumeCommand(aws),
    startCommand(aws),
    abortCommand(aws),
    reportCommand(aws),
    hostScriptCommand({
      folder: new URL('dist/host/', packageFolder(import.meta.url)),
      script: 'kmscrypt-auto-update.sh',
      describe: 'print the script that hosts run, also the one for hosts that nobody orchestrates',
    }),
  ],
  configSchema,
  shown: shownConfig,
};
