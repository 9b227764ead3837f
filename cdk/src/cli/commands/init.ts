import { type Command, textOf, textsOf } from '../command.ts';
import { LAYOUT_NAMES } from '../init/layout.ts';

export const init: Command = {
  name: 'init',
  describe: 'Write a config with comments, and an app, into this folder',
  options: {
    directory: { type: 'string', describe: 'the folder; default this one' },
    typescript: {
      type: 'boolean',
      describe: 'write the config as TypeScript (Node.js from 22.18 on); default YAML',
    },
    layout: {
      type: 'string',
      describe: 'accounts: one, four, five or six; default one',
      choices: LAYOUT_NAMES,
    },
    name: { type: 'string', describe: 'begins the names of stacks and buckets; default that of the folder' },
    region: { type: 'string', describe: 'default AWS_REGION, else us-east-1' },
    environments: { type: 'string', describe: 'in the order of promotion, such as dev,stage,prod' },
    account: {
      type: 'string',
      many: true,
      describe: 'NAME=NUMBER, as often as there are accounts; default placeholders',
    },
    domain: { type: 'string', describe: 'of production; the others have NAME.DOMAIN; default none' },
    email: { type: 'string', describe: 'who is told of alarms; default nobody' },
  },
  details: [
    'Asks on a terminal for what is not given. Writes all of its files, or none where one is there',
    'already; to package.json and .gitignore it adds what is missing.',
    '',
    'Names of accounts: security, shared-services, logs and the environments; with --layout one: all.',
  ],
  run: async ({ options }, surroundings) => {
    // Loads zod, which `--help` needs not.
    const { startProject } = await import('../init/start-project.ts');
    const text = (name: string): string | undefined => textOf(options, name);
    await startProject(
      {
        directory: text('directory'),
        isTypescript: options['typescript'] === true,
        layout: text('layout'),
        name: text('name'),
        region: text('region'),
        environments: text('environments'),
        domain: text('domain'),
        email: text('email'),
        accounts: textsOf(options, 'account'),
      },
      surroundings,
    );
  },
};
