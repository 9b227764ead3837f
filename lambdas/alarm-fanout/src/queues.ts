/** Puts messages into FIFO queues. */
export interface Queues {
  /**
   * Sends all of them, in their order within a queue and group.
   *
   * @returns those that were not taken, by id, with the reason. Never rejects.
   */
  send(messages: readonly QueueMessage[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

export interface QueueMessage {
  /** For the answer. */
  readonly id: string;
  /** ARN of the queue. */
  readonly queue: string;
  readonly group: string;
  /** Within five minutes SQS takes it only once. */
  readonly deduplicationId: string;
  readonly body: string;
}

/** The queue of a destination. @param queues what the config has */
export function queueOf(queues: string, destination: string): string {
  return `${queues}${destination}.fifo`;
}

/** Where that goes which a destination refuses. @param queues what the config has */
export function deadLettersOf(queues: string, destination: string): string {
  return `${queues}${destination}-dead-letters.fifo`;
}

/** Where the queues are, and the functions with them. @param queues what the config has */
export function ownPlace(queues: string): { readonly account: string; readonly region: string } {
  const [, , , region = '', account = ''] = queues.split(':');
  return { account, region };
}
