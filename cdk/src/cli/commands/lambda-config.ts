import { type Command, textOf } from '../command.ts';
import { CONFIG_OPTION, readPlan } from '../read-plan.ts';

export const lambdaConfig: Command = {
  name: 'lambda-config',
  describe: 'Print the config that a Lambda is given',
  argument: {
    name: 'NAME',
    describe: 'ssh-key-sync, alarm-fanout, auto-update or static-asset-invalidation',
    choices: ['ssh-key-sync', 'alarm-fanout', 'auto-update', 'static-asset-invalidation'],
  },
  options: {
    config: CONFIG_OPTION,
    environment: {
      type: 'string',
      describe:
        'of auto-update and static-asset-invalidation: whose; needed where several environments have one',
    },
  },
  details: [
    'For kmscrypt-lambda, which shows what the Lambda would do:',
    '',
    'kmscrypt-cdk lambda-config ssh-key-sync > config.json',
    'kmscrypt-lambda ssh-key-sync plan --config config.json',
    '',
    'Asks nobody. Ids of distributions and tables are made by the deployment: examples stand there.',
  ],
  run: async ({ argument, options }, { cwd, print, tell }) => {
    const plan = await readPlan(options, { cwd });
    // Loads a part of the CDK, which `--help` needs not.
    const { lambdaConfigOf } = await import('../lambda-configs/lambda-config-of.ts');
    const { config, note } = lambdaConfigOf(plan, { argument, environment: textOf(options, 'environment') });
    await print(`${JSON.stringify(config, undefined, 2)}\n`);
    if (note !== undefined) tell(note);
  },
};
