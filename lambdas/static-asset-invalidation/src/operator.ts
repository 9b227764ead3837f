import { intakeOf, LambdaError, type Logger, readConfig, withConfigFile } from '@kmscrypt/lambda';
import type { Operator, OperatorCommand, OperatorRun } from '@kmscrypt/lambda/operator';
import { createMemory } from './aws/dynamodb.ts';
import { createObjectLister } from './aws/s3.ts';
import type { ToldChange } from './change.ts';
import { configSchema } from './config.ts';
import { plan } from './plan.ts';
import { planText } from './plan-text.ts';
import { read } from './read.ts';
import { takeIn } from './take-in.ts';

const planCommand: OperatorCommand = {
  name: 'plan',
  describe: 'show what would be asked of CloudFront; nothing is',
  options: {
    config: { type: 'string', describe: 'the config file; default KMSCRYPT_CONFIG_FILE or KMSCRYPT_CONFIG' },
    event: { type: 'string', describe: 'what the Lambda would be given: a file, or - for stdin' },
    bucket: { type: 'string', describe: 'instead of an event: the bucket of --key' },
    key: { type: 'string', many: true, describe: 'a key that is taken to have changed; again for more' },
    table: {
      type: 'boolean',
      default: true,
      describe: 'ask the table of the config what the budget leaves; --no-table does not',
    },
    list: {
      type: 'boolean',
      default: true,
      describe: 'list S3 as the Lambda does (s3:ListBucket); --no-list does not',
    },
    json: { type: 'boolean', default: false, describe: 'the whole plan as JSON' },
  },
  run: async ({ options, env, read: readText, print }) => {
    const { config: file } = options;
    const own = typeof file === 'string' ? withConfigFile(env, file) : env;
    const written = await readConfig(configSchema, own);
    const config = {
      ...written,
      listPages: options['list'] === false ? 0 : written.listPages,
      // Without a table there is nothing to keep a budget in.
      ...(options['table'] === false ? { table: undefined, budget: undefined } : {}),
    };
    const changes = await changesOf(options, readText);
    const known = await read({
      config,
      changes,
      memory: config.table === undefined ? undefined : createMemory(config.table),
      lister: createObjectLister(),
      now: new Date(),
      signal: AbortSignal.timeout(LISTING),
      logger: toStderr,
    });
    const planned = plan({ config, ...known });
    print(options['json'] === true ? JSON.stringify(planned, undefined, 2) : planText(planned));
  },
};

/** In milliseconds. */
const LISTING = 120_000;

/** What kmscrypt-lambda runs for this Lambda. */
export const operator: Operator = { commands: [planCommand], configSchema };

const toStderr: Logger = { info: tell, warn: tell, error: tell };

function tell(message: string, details: Readonly<Record<string, unknown>>): void {
  const words = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  process.stderr.write(`${message} (${words.join(', ')})\n`);
}

async function changesOf(
  options: OperatorRun['options'],
  readText: OperatorRun['read'],
): Promise<readonly ToldChange[]> {
  const { event, bucket, key } = options;
  if (typeof event === 'string' && bucket === undefined && key === undefined) {
    return changesIn(event, await readText(event));
  }
  const keys = Array.isArray(key) ? key.map(String) : [];
  if (event !== undefined || typeof bucket !== 'string' || keys.length === 0) {
    throw new LambdaError('USAGE', 'give --event FILE, or --bucket NAME with --key KEY');
  }
  return keys.map((each) => ({ bucket, key: each, kind: 'created', eventId: each, messageId: each }));
}

function changesIn(file: string, text: string): readonly ToldChange[] {
  const name = file === '-' ? 'stdin' : file;
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw new LambdaError('EVENT_UNREADABLE', `${name}: it is not JSON`);
  }
  const { changes, outcomes } = takeIn(intakeOf(event, 'it').messages, toStderr);
  const foreign = [...outcomes].flatMap(([id, outcome]) =>
    outcome.status === 'failed' ? [`${id}: ${outcome.reason}`] : [],
  );
  if (foreign.length === 0) return changes;
  throw new LambdaError('MESSAGE_INVALID', `${name}: ${foreign.join('; ')}`);
}
