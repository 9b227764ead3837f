import { LambdaError } from '@kmscrypt/lambda';
import type { OperatorOption } from '@kmscrypt/lambda/operator';
import * as z from '@kmscrypt/lambda/schema';
import type { SyncConfig } from '../config.ts';
import { queueName } from '../config/places.ts';

export const QUEUE_OPTION: OperatorOption = {
  type: 'string',
  describe: "name of the Lambda's queue, for the command that approves; default `queue` of the config",
};

/**
 * The name of the Lambda's queue.
 *
 * @throws LambdaError `USAGE` where the option is no name
 */
export function queueIn(
  { queue }: Readonly<Record<string, unknown>>,
  config: Pick<SyncConfig, 'queue'>,
): string {
  if (queue === undefined) return config.queue;
  const { data, error } = z.safeParse(queueName, queue);
  if (data === undefined) throw new LambdaError('USAGE', `--queue ${error?.issues[0]?.message ?? ''}`);
  return data;
}
