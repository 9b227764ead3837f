import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Untold } from './visibility.ts';

export interface VisibilityEntry {
  readonly receiptHandle: string;
  readonly seconds: number;
}

/** What of SQS is called. */
export interface SqsCaller {
  /** ChangeMessageVisibilityBatch with at most 10 entries. Rejects where the whole call fails. */
  changeVisibility(call: {
    readonly queueUrl: string;
    readonly entries: readonly VisibilityEntry[];
    readonly signal: AbortSignal;
  }): Promise<Untold>;
}

/** SQS of a region through the SDK; AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_SQS count. */
export function createSqsCaller(region: string): SqsCaller {
  // Else the SDK would call the host of the queue's URL.
  const client = new SQSClient({ region, useQueueUrlAsEndpoint: false });
  return {
    changeVisibility: async ({ queueUrl, entries, signal }) => {
      const command = new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: entries.map(({ receiptHandle, seconds }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        })),
      });
      const { Failed: failed = [] } = await client.send(command, { abortSignal: signal });
      const [first] = failed;
      return { count: failed.length, reason: first && `${first.Code}: ${first.Message}` };
    },
  };
}
