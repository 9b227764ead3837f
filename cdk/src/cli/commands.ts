import type { Command } from './command.ts';
import { bootstrap } from './commands/bootstrap.ts';
import { deploy } from './commands/deploy.ts';
import { destroy } from './commands/destroy.ts';
import { diff } from './commands/diff.ts';
import { init } from './commands/init.ts';
import { lambdaConfig } from './commands/lambda-config.ts';
import { list } from './commands/list.ts';
import { profiles } from './commands/profiles.ts';
import { schema } from './commands/schema.ts';
import { synth } from './commands/synth.ts';
import { validate } from './commands/validate.ts';

/** In the order in which they are needed. */
export const COMMANDS: readonly Command[] = [
  init,
  validate,
  list,
  synth,
  bootstrap,
  diff,
  deploy,
  destroy,
  profiles,
  lambdaConfig,
  schema,
];

/** Lines above the help. */
export const USAGE: readonly string[] = [
  'kmscrypt-cdk COMMAND [options]',
  '',
  'An AWS reference architecture from one config',
];

/** Lines below the help. */
export const EPILOGUE: readonly string[] = [
  'kmscrypt-cdk COMMAND --help says what it takes.',
  '',
  'Exit status: 0 done, 1 a bug, 2 usage or config, 4 no such stack or Lambda, or no app',
  '  here, 7 a file, 130 interrupted; synth, bootstrap, diff, deploy, destroy: that of cdk',
];
