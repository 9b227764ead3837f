import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions } from './shared-options.ts';

const options = {
  'env-file': {
    type: 'values',
    describe: 'variables from a dotenv file; the environment wins over it, a later file over an earlier one',
  },
  config: {
    type: 'values',
    describe:
      'F=ENVVAR puts the file F, decrypted, into a variable; F:FIFO lets it be read from a FIFO, never from a disk',
  },
  only: { type: 'values', describe: 'decrypt these variables alone; NAME or a pattern with *' },
  except: { type: 'values', describe: 'leave these variables as they are; NAME or a pattern with *' },
  timeout: { type: 'value', describe: 'SECONDS that decrypting may take; 30 by default' },
  'start-jitter': {
    type: 'value',
    describe: 'wait a random share of SECONDS before the first call, where a fleet starts at once',
  },
  ...awsOptions,
} as const satisfies Readonly<Record<string, Option>>;

export const exec: Command<typeof options> = {
  summary: 'Run a command with its environment decrypted',
  details: [
    'Opens the kmscrypt:: tokens in variables, and reads those that are secretsmanager::NAME or ssm::/path as a whole; then becomes the command: the same process, of which nothing of kmscrypt is left. What stands behind -- reaches it byte for byte.',
    'With F:FIFO, or on Node before 22.15, a small parent stays: it passes signals on, and ends as the command ends.',
    "On any failure the command is not started. Else the status is the command's; 127 where it is not found, 126 where it cannot be run.",
  ],
  takesCommand: true,
  options,
  examples: [
    ['exec -- node server.js', 'decrypt what is encrypted in the environment'],
    ['exec --env-file .env -- ./run', 'with the variables of a file'],
    ['exec --config app.json=APP_CONFIG -- ./run', 'a whole file in a variable'],
    ['exec --config app.json:/run/app.json -- java -jar app.jar', 'a file that is read by its path'],
  ],
  load: () => import('../commands/exec.ts'),
};
export type ExecOptions = typeof options;
