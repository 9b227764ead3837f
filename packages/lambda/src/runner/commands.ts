import type { CommandSet } from './command-set.ts';

/** No Lambda can have this name. */
export const INVOKE = 'invoke';

/** How long an invocation may take where nothing else is said, in seconds. */
export const TIMEOUT = 60;

/** What `kmscrypt-lambda` does by itself; all else is for one Lambda. */
export const GLOBAL_COMMANDS: Omit<CommandSet, 'epilogue'> = {
  program: 'kmscrypt-lambda',
  usage: [
    'kmscrypt-lambda invoke NAME --event FILE',
    'kmscrypt-lambda NAME COMMAND [options]',
    '',
    'Run the Lambdas of kmscrypt, and ask them, on any machine',
  ],
  commands: [
    {
      name: INVOKE,
      positionals: [{ name: 'NAME', describe: 'the Lambda' }],
      describe: "Run a Lambda's bundle with an event, as AWS Lambda would",
      options: {
        event: {
          type: 'string',
          describe: 'file with what the Lambda is given, as JSON; - is stdin',
          required: true,
        },
        handler: { type: 'string', describe: 'which bundle, of a Lambda that has several', default: 'index' },
        timeout: {
          type: 'number',
          describe: 'seconds that loading and the invocation may take, each',
          default: TIMEOUT,
        },
      },
      details: [
        'Prints the answer as JSON; logs and metrics go to stderr.',
        'The environment is passed on, with KMSCRYPT_CONFIG or KMSCRYPT_CONFIG_FILE,',
        'AWS_ENDPOINT_URL and credentials.',
      ],
    },
  ],
};

/** What stands below the help of the program. */
export function programHelp(lambdas: readonly string[]): readonly string[] {
  const list =
    lambdas.length === 0 ? ['  none; npm install @kmscrypt/lambda-NAME'] : lambdas.map((name) => `  ${name}`);
  return [
    'kmscrypt-lambda NAME --help lists the commands of a Lambda. Found here:',
    ...list,
    '',
    'Exit status: 0 done, 1 a bug, 2 usage or configuration, 3 bad data, or the',
    '  Lambda failed, 4 not allowed or not found, 5 timed out or throttled,',
    '  6 network, 7 file or stream',
  ];
}
